import Link from "next/link";
import type { Translator } from "@/lib/shared/messages/translate";
import { routes } from "@/lib/shared/routes";
import { cn } from "../ui/cn";

export const JOB_TABS = ["overview", "instances", "grid", "flow", "parameters"] as const;
export type JobTab = (typeof JOB_TABS)[number];

export function jobTabOf(query: URLSearchParams): JobTab {
  return JOB_TABS.find((tab) => tab === query.get("tab")) ?? "overview";
}

/** Each view of a job has an address of its own. */
export function JobTabs({ t, jobName, current }: { t: Translator; jobName: string; current: JobTab }) {
  return (
    <nav aria-label={t("job.tabsLabel")} className="mb-4 overflow-x-auto border-line border-b">
      <ul className="-ml-2.5 flex gap-1">
        {JOB_TABS.map((tab) => (
          <li key={tab}>
            <Link
              href={routes.jobs.detail(jobName, tab)}
              aria-current={tab === current ? "page" : undefined}
              scroll={false}
              className={cn(
                "relative flex h-9 items-center whitespace-nowrap px-2.5 text-muted hover:text-ink focus-visible:-outline-offset-2",
                "after:absolute after:inset-x-2.5 after:bottom-0 after:h-0.5 after:rounded-full",
                "aria-[current]:font-medium aria-[current]:text-ink aria-[current]:after:bg-accent",
              )}
            >
              {t(`job.tabs.${tab}`)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
