"use client";

import {
  Activity,
  CalendarDays,
  ChartNoAxesColumn,
  House,
  LayoutGrid,
  List,
  type LucideIcon,
  ScrollText,
} from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useT } from "@/lib/client/locale";
import type { MessageKey } from "@/lib/shared/messages/translate";
import { routes } from "@/lib/shared/routes";
import type { ShellView } from "@/lib/shared/views";
import { cn } from "../ui/cn";
import { Logo } from "./logo";
import { useShell } from "./shell-context";

interface Place {
  readonly href: string;
  readonly word: MessageKey;
  readonly icon: LucideIcon;
  /** First path segments that belong to it. */
  readonly below: readonly string[];
}

export const PLACES: readonly Place[] = [
  { href: routes.overview(), word: "nav.overview", icon: House, below: [""] },
  { href: routes.executions.list(), word: "nav.executions", icon: List, below: ["executions"] },
  { href: routes.running(), word: "nav.running", icon: ChartNoAxesColumn, below: ["running"] },
  { href: routes.jobs.list(), word: "nav.jobs", icon: LayoutGrid, below: ["jobs", "instances"] },
  { href: routes.day(), word: "nav.day", icon: CalendarDays, below: ["day"] },
  { href: routes.audit(), word: "nav.audit", icon: ScrollText, below: ["audit", "bulk"] },
  { href: routes.diagnostics(), word: "nav.diagnostics", icon: Activity, below: ["diagnostics"] },
];

/** @param compact  icons alone while the window is of middle width */
export function SideNav({ compact = false, onNavigate }: { compact?: boolean; onNavigate?: () => void }) {
  const t = useT();
  const shell = useShell();
  const here = usePathname().split("/")[1] ?? "";
  const word = compact ? "max-xl:sr-only" : undefined;
  return (
    <>
      <Link
        href={routes.overview()}
        onClick={onNavigate}
        className={cn("flex items-center gap-2.5 px-4.5 pt-3.5 pb-3", compact && "max-xl:justify-center max-xl:px-0")}
      >
        <Logo className="size-5" />
        <span className={cn("font-semibold text-base tracking-tight", word)}>{t("app.name")}</span>
      </Link>
      <nav aria-label={t("app.navigation")} className="min-h-0 flex-1 overflow-y-auto px-2.5">
        <ul className="flex flex-col gap-0.5">
          {PLACES.map(({ href, word: key, icon: Icon, below }) => {
            const isHere = below.includes(here);
            return (
              <li key={href}>
                <Link
                  href={href}
                  onClick={onNavigate}
                  aria-current={isHere ? "page" : undefined}
                  title={compact ? t(key) : undefined}
                  className={cn(
                    "relative flex h-8 items-center gap-2.5 rounded-md px-2 text-muted hover:bg-raised hover:text-ink",
                    "aria-[current]:bg-accent-soft aria-[current]:font-medium aria-[current]:text-ink",
                    compact && "max-xl:justify-center",
                  )}
                >
                  <Icon aria-hidden className="size-4 shrink-0" strokeWidth={1.7} />
                  <span className={word}>{t(key)}</span>
                  {shell && <NavCount place={href} shell={shell} compact={compact} />}
                </Link>
              </li>
            );
          })}
        </ul>
      </nav>
      {shell && <Environment shell={shell} compact={compact} />}
    </>
  );
}

/** Failures lately and executions at work, beside the places that list them. */
function NavCount({ place, shell, compact }: { place: string; shell: ShellView; compact: boolean }) {
  const t = useT();
  const isFailures = place === routes.executions.list();
  const count = isFailures ? shell.failedCount.value : place === routes.running() ? shell.runningCount : 0;
  if (count === 0) return null;
  const text = count > 99 ? "99+" : String(count);
  return (
    <span
      className={cn(
        "ml-auto rounded-full px-1.5 font-semibold text-2xs leading-[17px]",
        isFailures ? "bg-status-failed/7 text-status-failed" : "text-status-running",
        compact && [
          "max-xl:absolute max-xl:-top-0.5 max-xl:-right-1.5 max-xl:min-w-4 max-xl:px-1 max-xl:text-center",
          "max-xl:text-[0.625rem] max-xl:text-card max-xl:leading-4 max-xl:ring-2 max-xl:ring-card",
          isFailures ? "max-xl:bg-status-failed" : "max-xl:bg-status-running",
        ],
      )}
    >
      <span aria-hidden>{text}</span>
      <span className="sr-only">{t(isFailures ? "nav.failedLately" : "nav.runningNow", { count })}</span>
    </span>
  );
}

/** Which database this is: the thing to be sure of before pressing anything. */
function Environment({ shell, compact }: { shell: ShellView; compact: boolean }) {
  const t = useT();
  return (
    <div
      className={cn(
        "mx-2.5 border-line border-t px-2 py-3 text-muted text-xs",
        compact && "max-xl:px-0 max-xl:text-center",
      )}
    >
      <p className="flex items-center gap-1.5 font-medium text-ink max-xl:justify-center" title={shell.environment}>
        <span aria-hidden className="size-[7px] shrink-0 rounded-full bg-faint" />
        <span className={cn("truncate", compact && "max-xl:sr-only")}>{shell.environment}</span>
      </p>
      {shell.database !== shell.environment && (
        <p className={cn("truncate", compact && "max-xl:sr-only")} title={shell.database}>
          {shell.database}
        </p>
      )}
      <p className={cn(compact && "max-xl:sr-only")}>
        {t("app.tables", { generation: String(shell.generation) })} · {shell.timeZone}
      </p>
    </div>
  );
}
