"use client";

import { Bookmark, Columns3, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { announce } from "@/lib/client/announce";
import { useT } from "@/lib/client/locale";
import { useSavedViews } from "@/lib/client/use-saved-views";
import { type ExecutionFilter, isFiltered, PAGE_SIZES, type PageRequest } from "@/lib/shared/execution-filter";
import { routes } from "@/lib/shared/routes";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import {
  Menu,
  MenuCheckboxItem,
  MenuContent,
  MenuItem,
  MenuLabel,
  MenuRadioGroup,
  MenuRadioItem,
  MenuSeparator,
  MenuTrigger,
} from "../ui/menu";
import { COLUMN_NAMES, COLUMN_WORDS, type ColumnName, USUAL_COLUMNS } from "./columns";

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
      <Menu>
        <MenuTrigger asChild>
          <Button variant="ghost" size="sm">
            <Bookmark aria-hidden />
            {views.find((view) => view.href === here)?.name ?? t("views.saved")}
          </Button>
        </MenuTrigger>
        <MenuContent className="min-w-56">
          <MenuLabel>{t("views.builtIn")}</MenuLabel>
          <MenuItem onSelect={() => router.push(routes.executions.list({ status: ["FAILED"], started: "24h" }))}>
            {t("views.failed24h")}
          </MenuItem>
          <MenuItem
            onSelect={() => router.push(routes.executions.list({ status: ["STARTING", "STARTED", "STOPPING"] }))}
          >
            {t("views.atWork")}
          </MenuItem>
          <MenuItem onSelect={() => router.push(routes.executions.list({ skips: ">0", started: "7d" }))}>
            {t("views.withSkips")}
          </MenuItem>
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
        </MenuContent>
      </Menu>
      <Menu>
        <MenuTrigger asChild>
          <Button variant="ghost" size="sm" aria-label={t("views.table")}>
            <Columns3 aria-hidden />
            <span className="max-sm:hidden">{t("views.columns")}</span>
          </Button>
        </MenuTrigger>
        <MenuContent>
          <MenuLabel>{t("views.columns")}</MenuLabel>
          {COLUMN_NAMES.map((name) => (
            <MenuCheckboxItem
              key={name}
              checked={columns.includes(name)}
              onCheckedChange={() => toggle(name)}
              onSelect={(event) => event.preventDefault()}
            >
              {t(COLUMN_WORDS[name])}
            </MenuCheckboxItem>
          ))}
          <MenuItem onSelect={() => onColumns(USUAL_COLUMNS)}>{t("views.usualColumns")}</MenuItem>
          <MenuSeparator />
          <MenuLabel>{t("views.pageSize")}</MenuLabel>
          <MenuRadioGroup
            value={String(page.size)}
            onValueChange={(size) =>
              router.push(
                routes.executions.list(filter, { size: PAGE_SIZES.find((each) => String(each) === size) ?? 50 }),
              )
            }
          >
            {PAGE_SIZES.map((size) => (
              <MenuRadioItem key={size} value={String(size)}>
                {size}
              </MenuRadioItem>
            ))}
          </MenuRadioGroup>
        </MenuContent>
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
          <Input {...control} maxLength={60} value={name} onChange={(event) => setName(event.target.value)} />
        )}
      </Field>
    </Dialog>
  );
}
