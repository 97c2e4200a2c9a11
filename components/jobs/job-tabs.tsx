import type { Translator } from "@/lib/shared/messages/translate";
import { routes } from "@/lib/shared/routes";
import { LinkTabs } from "../ui/link-tabs";

const JOB_TABS = ["overview", "instances", "grid", "flow", "parameters"] as const;
export type JobTab = (typeof JOB_TABS)[number];

export function jobTabOf(query: URLSearchParams): JobTab {
  return JOB_TABS.find((tab) => tab === query.get("tab")) ?? "overview";
}

/** Each view of a job has an address of its own. */
export function JobTabs({ t, jobName, current }: { t: Translator; jobName: string; current: JobTab }) {
  return (
    <LinkTabs
      label={t("job.tabsLabel")}
      current={current}
      tabs={JOB_TABS.map((tab) => ({ name: tab, label: t(`job.tabs.${tab}`), href: routes.jobs.detail(jobName, tab) }))}
    />
  );
}
