"use client";

import { Command } from "cmdk";
import { ArrowRight, Hash, Keyboard, LayoutGrid, Moon, Play, Search, Sun } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { useT } from "@/lib/client/locale";
import { openShortcutHelp } from "@/lib/client/shortcuts";
import { setTheme } from "@/lib/client/theme";
import { useJobNames } from "@/lib/client/use-job-names";
import type { Theme } from "@/lib/shared/preferences";
import { routes } from "@/lib/shared/routes";
import { Dialog } from "../ui/dialog";
import { PLACES } from "./side-nav";

/** Type a place, a job, an execution id or words of an error; Enter goes there. */
export function PaletteDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useT();
  const router = useRouter();
  const [text, setText] = useState("");
  const jobs = useJobNames(open);
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
  return (
    <Dialog open={open} onClose={close} title={t("palette.title")} bare className="mt-[12dvh]">
      <Command label={t("palette.title")} loop>
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
          {typed && (
            <Group heading={t("palette.find")}>
              {id && (
                <Item value={`${typed} #${id}`} icon={<Hash />} onSelect={() => go(routes.executions.detail(id))}>
                  {t("palette.openExecution", { id })}
                </Item>
              )}
              <Item
                value={`${typed} text`}
                icon={<Search />}
                onSelect={() => go(routes.executions.list({ text: typed.slice(0, 200) }))}
              >
                {t("palette.searchMessages", { text: typed })}
              </Item>
            </Group>
          )}
          <Group heading={t("palette.go")}>
            {PLACES.map(({ href, word, icon: Icon }) => (
              <Item key={href} value={`${t(word)} ${href}`} icon={<Icon />} onSelect={() => go(href)}>
                {t(word)}
              </Item>
            ))}
            <Item
              value={`${t("overview.failed24h")} failed`}
              icon={<ArrowRight />}
              onSelect={() => go(routes.executions.list({ status: ["FAILED"], started: "24h" }))}
            >
              {t("palette.failedLately")}
            </Item>
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
                  {job.name}
                </Item>
              ))}
            </Group>
          )}
          {typed && jobs.some((job) => job.launchable) && (
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
        </Command.List>
      </Command>
    </Dialog>
  );
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
