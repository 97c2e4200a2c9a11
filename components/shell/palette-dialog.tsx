"use client";

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
import { type ReactNode, useEffect, useState } from "react";
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
import { routes } from "@/lib/shared/routes";
import { Dialog } from "../ui/dialog";
import { Name } from "../ui/name";
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
  const typed = text.trim();
  const id = /^#?(\d{1,19})$/.exec(typed)?.[1];
  const line = applyFilterLine(NO_FILTER, typed);
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
            <Group heading={t("palette.find")}>
              {id && (
                <Item value={`${typed} #${id}`} icon={<Hash />} onSelect={() => go(routes.executions.detail(id))}>
                  {t("palette.openExecution", { id })}
                </Item>
              )}
              {id && (
                <Item
                  value={`${typed} instance`}
                  icon={<Fingerprint />}
                  onSelect={() => go(routes.instances.detail(id))}
                >
                  {t("palette.openInstance", { id })}
                </Item>
              )}
              {isFilter && (
                <Item
                  value={`${typed} filter`}
                  icon={<ListFilter />}
                  onSelect={() => go(routes.executions.list(line.filter))}
                >
                  {t("palette.filter", { line: typed })}
                </Item>
              )}
            </Group>
          )}
          {actions.length > 0 && (
            <Group heading={t("palette.here")}>
              {actions.map(({ label, run }) => (
                <Item
                  key={label}
                  value={`${label} here`}
                  icon={<Zap />}
                  onSelect={() => {
                    close();
                    run();
                  }}
                >
                  {label}
                </Item>
              ))}
            </Group>
          )}
          <Group heading={t("palette.go")}>
            {PLACES.map(({ href, word, icon: Icon }) => (
              <Item key={href} value={`${t(word)} ${href}`} icon={<Icon />} onSelect={() => go(href)}>
                {t(word)}
              </Item>
            ))}
          </Group>
          <Group heading={t("views.saved")}>
            {BUILT_IN_VIEWS.map(({ word, filter }) => (
              <Item
                key={word}
                value={`${t("views.saved")} ${t(word)}`}
                icon={<Bookmark />}
                onSelect={() => go(routes.executions.list(filter))}
              >
                {t(word)}
              </Item>
            ))}
            {views.map((view) => (
              <Item
                key={view.name}
                value={`${t("views.saved")} ${view.name}`}
                icon={<BookmarkCheck />}
                onSelect={() => go(view.href)}
              >
                <bdi>{view.name}</bdi>
              </Item>
            ))}
          </Group>
          {jobs.length > 0 && (
            <Group heading={t("nav.jobs")}>
              {jobs.map((job) => (
                <Item
                  key={job.name}
                  value={`job ${job.name}`}
                  icon={<LayoutGrid />}
                  onSelect={() => go(routes.jobs.detail(job.name))}
                >
                  <Name text={job.name} />
                </Item>
              ))}
            </Group>
          )}
          {typed && shell?.launch.enabled && jobs.some((job) => job.launchable) && (
            <Group heading={t("actions.launch")}>
              {jobs
                .filter((job) => job.launchable)
                .map((job) => (
                  <Item
                    key={job.name}
                    value={`${t("actions.launch")} launch ${job.name}`}
                    icon={<Play />}
                    onSelect={() => go(routes.jobs.launch(job.name))}
                  >
                    {t("palette.launch", { job: job.name })}
                  </Item>
                ))}
            </Group>
          )}
          <Group heading={t("palette.console")}>
            <Item
              value={`${t("app.keyboardHelp")} ?`}
              icon={<Keyboard />}
              onSelect={() => {
                close();
                openShortcutHelp();
              }}
            >
              {t("app.keyboardHelp")}
            </Item>
            <Item value={`${t("app.theme")} dark`} icon={<Moon />} onSelect={() => choose("dark")}>
              {t("palette.dark")}
            </Item>
            <Item value={`${t("app.theme")} light`} icon={<Sun />} onSelect={() => choose("light")}>
              {t("palette.light")}
            </Item>
          </Group>
          {typed && (
            <Group heading={t("palette.messages")}>
              <Item
                value={`${LAST} ${typed}`}
                icon={<Search />}
                onSelect={() => go(routes.executions.list({ text: typed.slice(0, 200) }))}
              >
                {t("palette.searchMessages", { text: typed })}
              </Item>
            </Group>
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

function Group({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-muted [&_[cmdk-group-heading]]:text-xs"
    >
      {children}
    </Command.Group>
  );
}

function Item({
  value,
  icon,
  onSelect,
  children,
}: {
  value: string;
  icon: ReactNode;
  onSelect: () => void;
  children: ReactNode;
}) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="flex min-h-9 cursor-pointer items-center gap-2.5 rounded-md px-2 data-[selected=true]:bg-accent-soft [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted"
    >
      {icon}
      <span className="min-w-0 truncate">{children}</span>
    </Command.Item>
  );
}
