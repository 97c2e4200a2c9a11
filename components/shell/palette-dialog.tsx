"use client";

import { useQuery } from "@tanstack/react-query";
import { Command, defaultFilter } from "cmdk";
import {
  Bookmark,
  BookmarkCheck,
  Fingerprint,
  Hash,
  Keyboard,
  LayoutGrid,
  ListFilter,
  Moon,
  Play,
  Search,
  Sun,
  Zap,
} from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { useT } from "@/lib/client/locale";
import { type PageAction, pageActions } from "@/lib/client/page-actions";
import { openShortcutHelp } from "@/lib/client/shortcuts";
import { setTheme } from "@/lib/client/theme";
import { useJobNames } from "@/lib/client/use-job-names";
import { useSavedViews } from "@/lib/client/use-saved-views";
import { BUILT_IN_VIEWS } from "@/lib/shared/filter/built-in-views";
import { isFiltered, NO_FILTER } from "@/lib/shared/filter/execution-filter";
import { applyFilterLine } from "@/lib/shared/filter/filter-line";
import type { Theme } from "@/lib/shared/preferences";
import { suggestionQueries } from "@/lib/shared/queries/suggestion-queries";
import { routes } from "@/lib/shared/routes";
import { Dialog } from "../ui/dialog";
import { Name } from "../ui/name";
import { PaletteGroup, PaletteItem } from "./palette-items";
import { useShell } from "./shell-context";
import { PLACES } from "./side-nav";

/** Type a place, a job, an execution id or words of an error; Enter goes there. */
export function PaletteDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useT();
  const router = useRouter();
  const [text, setText] = useState("");
  const shell = useShell();
  const jobs = useJobNames(open);
  const [views] = useSavedViews();
  const [actions, setActions] = useState<readonly PageAction[]>([]);
  useEffect(() => {
    if (open) setActions(pageActions());
  }, [open]);
  const close = () => {
    onClose();
    setText("");
  };
  const go = (href: string) => {
    close();
    router.push(href);
  };
  const choose = (theme: Theme) => {
    setTheme(theme);
    close();
  };
  const names = useQuery({ ...suggestionQueries.parameterNames(), enabled: open });
  const typed = text.trim();
  const id = /^#?(\d{1,19})$/.exec(typed)?.[1];
  const line = applyFilterLine(NO_FILTER, typed, names.data ?? []);
  const isFilter = !id && line.rest.length === 0 && isFiltered({ ...line.filter, text: null });
  return (
    <Dialog open={open} onClose={close} title={t("palette.title")} bare className="mt-[12dvh]">
      <Command label={t("palette.title")} loop filter={scoreOf}>
        <div className="flex h-12 items-center gap-2.5 border-line-soft border-b pr-12 pl-4">
          <Search aria-hidden className="size-4 shrink-0 text-muted" />
          <Command.Input
            data-autofocus
            value={text}
            onValueChange={setText}
            placeholder={t("palette.placeholder")}
            className="h-full min-w-0 flex-1 bg-transparent text-base outline-none placeholder:text-faint"
          />
        </div>
        <Command.List className="max-h-[min(26rem,60dvh)] overflow-y-auto p-2" label={t("palette.title")}>
          <Command.Empty className="px-3 py-8 text-center text-muted">{t("palette.nothing")}</Command.Empty>
          {(id || isFilter) && (
            <PaletteGroup heading={t("palette.find")}>
              {id && (
                <PaletteItem
                  value={`${typed} #${id}`}
                  icon={<Hash />}
                  onSelect={() => go(routes.executions.detail(id))}
                >
                  {t("palette.openExecution", { id })}
                </PaletteItem>
              )}
              {id && (
                <PaletteItem
                  value={`${typed} instance`}
                  icon={<Fingerprint />}
                  onSelect={() => go(routes.instances.detail(id))}
                >
                  {t("palette.openInstance", { id })}
                </PaletteItem>
              )}
              {isFilter && (
                <PaletteItem
                  value={`${typed} filter`}
                  icon={<ListFilter />}
                  onSelect={() => go(routes.executions.list(line.filter))}
                >
                  {t("palette.filter", { line: typed })}
                </PaletteItem>
              )}
            </PaletteGroup>
          )}
          {actions.length > 0 && (
            <PaletteGroup heading={t("palette.here")}>
              {actions.map(({ label, run }) => (
                <PaletteItem
                  key={label}
                  value={`${label} here`}
                  icon={<Zap />}
                  onSelect={() => {
                    close();
                    run();
                  }}
                >
                  {label}
                </PaletteItem>
              ))}
            </PaletteGroup>
          )}
          <PaletteGroup heading={t("palette.go")}>
            {PLACES.map(({ href, word, icon: Icon }) => (
              <PaletteItem key={href} value={`${t(word)} ${href}`} icon={<Icon />} onSelect={() => go(href)}>
                {t(word)}
              </PaletteItem>
            ))}
          </PaletteGroup>
          <PaletteGroup heading={t("views.saved")}>
            {BUILT_IN_VIEWS.map(({ word, filter }) => (
              <PaletteItem
                key={word}
                value={`${t("views.saved")} ${t(word)}`}
                icon={<Bookmark />}
                onSelect={() => go(routes.executions.list(filter))}
              >
                {t(word)}
              </PaletteItem>
            ))}
            {views.map((view) => (
              <PaletteItem
                key={view.name}
                value={`${t("views.saved")} ${view.name}`}
                icon={<BookmarkCheck />}
                onSelect={() => go(view.href)}
              >
                <bdi>{view.name}</bdi>
              </PaletteItem>
            ))}
          </PaletteGroup>
          {jobs.length > 0 && (
            <PaletteGroup heading={t("nav.jobs")}>
              {jobs.map((job) => (
                <PaletteItem
                  key={job.name}
                  value={`job ${job.name}`}
                  icon={<LayoutGrid />}
                  onSelect={() => go(routes.jobs.detail(job.name))}
                >
                  <Name text={job.name} />
                </PaletteItem>
              ))}
            </PaletteGroup>
          )}
          {typed && shell?.launch.enabled && jobs.some((job) => job.launchable) && (
            <PaletteGroup heading={t("actions.launch")}>
              {jobs
                .filter((job) => job.launchable)
                .map((job) => (
                  <PaletteItem
                    key={job.name}
                    value={`${t("actions.launch")} launch ${job.name}`}
                    icon={<Play />}
                    onSelect={() => go(routes.jobs.launch(job.name))}
                  >
                    {t("palette.launch", { job: job.name })}
                  </PaletteItem>
                ))}
            </PaletteGroup>
          )}
          <PaletteGroup heading={t("palette.console")}>
            <PaletteItem
              value={`${t("app.keyboardHelp")} ?`}
              icon={<Keyboard />}
              onSelect={() => {
                close();
                openShortcutHelp();
              }}
            >
              {t("app.keyboardHelp")}
            </PaletteItem>
            <PaletteItem value={`${t("app.theme")} dark`} icon={<Moon />} onSelect={() => choose("dark")}>
              {t("palette.dark")}
            </PaletteItem>
            <PaletteItem value={`${t("app.theme")} light`} icon={<Sun />} onSelect={() => choose("light")}>
              {t("palette.light")}
            </PaletteItem>
          </PaletteGroup>
          {typed && (
            <PaletteGroup heading={t("palette.messages")}>
              <PaletteItem
                value={`${LAST} ${typed}`}
                icon={<Search />}
                onSelect={() => go(routes.executions.list({ text: typed.slice(0, 200) }))}
              >
                {t("palette.searchMessages", { text: typed })}
              </PaletteItem>
            </PaletteGroup>
          )}
        </Command.List>
      </Command>
    </Dialog>
  );
}

/** Begins the value of what is always offered, but only after everything that is found. */
const LAST = "§";

function scoreOf(value: string, search: string, keywords?: string[]): number {
  return value.startsWith(LAST) ? Number.MIN_VALUE : defaultFilter(value, search, keywords);
}
