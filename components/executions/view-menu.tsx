"use client";

import { Bookmark, Columns3, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { announce } from "@/lib/client/announce";
import { useT } from "@/lib/client/locale";
import { useSavedViews } from "@/lib/client/use-saved-views";
import { type ExecutionFilter, isFiltered, PAGE_SIZES, type PageRequest } from "@/lib/shared/execution-filter";
import type { MessageKey } from "@/lib/shared/messages/translate";
import { routes } from "@/lib/shared/routes";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Menu, MenuCheckItem, MenuItem, MenuLabel, MenuSeparator } from "../ui/menu";
import { COLUMN_NAMES, COLUMN_WORDS, type ColumnName, USUAL_COLUMNS } from "./columns";

const BUILT_IN = [
  { word: "views.failed24h", filter: { status: ["FAILED"], started: "24h" } },
  { word: "views.atWork", filter: { status: ["STARTING", "STARTED", "STOPPING"] } },
  { word: "views.withSkips", filter: { skips: ">0", started: "7d" } },
] as const satisfies readonly { word: MessageKey; filter: Partial<ExecutionFilter> }[];

/** Saved views, and how the table is drawn: columns and page size. */
export function ViewMenu({
  filter,
  page,
  columns,
  onColumns,
}: {
  filter: ExecutionFilter;
  page: PageRequest;
  columns: readonly ColumnName[];
  onColumns: (columns: readonly ColumnName[]) => void;
}) {
  const t = useT();
  const router = useRouter();
  const [views, saveView, removeView] = useSavedViews();
  const [naming, setNaming] = useState(false);
  const toggle = (name: ColumnName) =>
    onColumns(COLUMN_NAMES.filter((each) => (each === name ? !columns.includes(each) : columns.includes(each))));
  const here = routes.executions.list(filter);
  return (
    <>
      <Menu
        label={t("views.saved")}
        className="min-w-56"
        trigger={(props) => (
          <Button variant="ghost" size="sm" {...props}>
            <Bookmark aria-hidden />
            <span className="max-w-40 truncate">
              {views.find((view) => view.href === here)?.name ?? t("views.saved")}
            </span>
          </Button>
        )}
      >
        <MenuLabel>{t("views.builtIn")}</MenuLabel>
        {BUILT_IN.map(({ word, filter: each }) => (
          <MenuItem key={word} onSelect={() => router.push(routes.executions.list(each))}>
            {t(word)}
          </MenuItem>
        ))}
        {views.length > 0 && <MenuLabel>{t("views.own")}</MenuLabel>}
        {views.map((view) => (
          <MenuItem key={view.name} onSelect={() => router.push(view.href)}>
            <span className="max-w-56 truncate">{view.name}</span>
          </MenuItem>
        ))}
        <MenuSeparator />
        <MenuItem disabled={!isFiltered(filter)} onSelect={() => setNaming(true)}>
          <Bookmark aria-hidden />
          {t("views.save")}
        </MenuItem>
        {views.some((view) => view.href === here) && (
          <MenuItem
            onSelect={() => {
              removeView(here);
              announce(t("views.removed"));
            }}
          >
            <Trash2 aria-hidden />
            {t("views.remove")}
          </MenuItem>
        )}
      </Menu>
      <Menu
        label={t("views.table")}
        trigger={(props) => (
          <Button variant="ghost" size="sm" aria-label={t("views.table")} {...props}>
            <Columns3 aria-hidden />
            <span className="max-sm:hidden">{t("views.columns")}</span>
          </Button>
        )}
      >
        <MenuLabel>{t("views.columns")}</MenuLabel>
        {COLUMN_NAMES.map((name) => (
          <MenuCheckItem key={name} checked={columns.includes(name)} onSelect={() => toggle(name)}>
            {t(COLUMN_WORDS[name])}
          </MenuCheckItem>
        ))}
        <MenuItem keepOpen onSelect={() => onColumns(USUAL_COLUMNS)}>
          {t("views.usualColumns")}
        </MenuItem>
        <MenuSeparator />
        <MenuLabel>{t("views.pageSize")}</MenuLabel>
        {PAGE_SIZES.map((size) => (
          <MenuCheckItem
            key={size}
            radio
            checked={size === page.size}
            onSelect={() => router.push(routes.executions.list(filter, { size }))}
          >
            {size}
          </MenuCheckItem>
        ))}
      </Menu>
      <NameDialog
        open={naming}
        onClose={() => setNaming(false)}
        onSave={(name) => {
          saveView({ name, href: here });
          setNaming(false);
          announce(t("views.savedAs", { name }));
        }}
      />
    </>
  );
}

function NameDialog({ open, onClose, onSave }: { open: boolean; onClose: () => void; onSave: (name: string) => void }) {
  const t = useT();
  const [name, setName] = useState("");
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t("views.save")}
      description={t("views.saveHint")}
      footer={
        <>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button
            variant="primary"
            disabledReason={name.trim() ? null : t("views.nameNeeded")}
            onClick={() => onSave(name.trim())}
          >
            {t("views.saveNow")}
          </Button>
        </>
      }
    >
      <Field label={t("views.name")}>
        {(control) => (
          <Input
            {...control}
            data-autofocus
            maxLength={60}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
    </Dialog>
  );
}
