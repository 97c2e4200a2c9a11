"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useT } from "@/lib/client/locale";
import { type ExecutionFilter, PAGE_SIZES, type PageRequest } from "@/lib/shared/filter/execution-filter";
import { PARAMETER_COLUMNS_MAX } from "@/lib/shared/filter/parameter-columns";
import { suggestionQueries } from "@/lib/shared/queries/suggestion-queries";
import { routes } from "@/lib/shared/routes";
import type { ExecutionRow } from "@/lib/shared/views";
import { MenuCheckItem, MenuGroup, MenuItem, MenuLabel, MenuSeparator } from "../ui/menu-items";
import { COLUMN_NAMES, COLUMN_WORDS, type ColumnName } from "./columns";

export interface ColumnChoicesProps {
  filter: ExecutionFilter;
  page: PageRequest;
  columns: readonly ColumnName[];
  /** Null goes back to the usual ones. */
  onColumns: (columns: readonly ColumnName[] | null) => void;
  parameterColumns: readonly string[];
  /** What is listed now: its parameters are offered first. */
  rows: readonly ExecutionRow[];
}

/** Columns, promoted parameters and length of the list; what the menu of columns holds. */
export function ColumnChoices({ filter, page, columns, onColumns, parameterColumns, rows }: ColumnChoicesProps) {
  const t = useT();
  const router = useRouter();
  const known = useQuery(suggestionQueries.parameterNames());
  const toggle = (name: ColumnName) =>
    onColumns(COLUMN_NAMES.filter((each) => (each === name ? !columns.includes(each) : columns.includes(each))));
  // Nothing is asked of the server: the rows have their parameters already.
  const showParameters = (names: readonly string[]) =>
    window.history.replaceState(null, "", routes.executions.list(filter, page, names));
  const isFull = parameterColumns.length >= PARAMETER_COLUMNS_MAX;
  return (
    <>
      <MenuLabel>{t("views.columns")}</MenuLabel>
      <MenuGroup label={t("views.columns")} className="grid grid-cols-2">
        {COLUMN_NAMES.map((name) => (
          <MenuCheckItem key={name} checked={columns.includes(name)} onSelect={() => toggle(name)}>
            {t(COLUMN_WORDS[name])}
          </MenuCheckItem>
        ))}
      </MenuGroup>
      <MenuItem keepOpen className="pl-7.5" onSelect={() => onColumns(null)}>
        {t("views.usualColumns")}
      </MenuItem>
      <MenuSeparator />
      <MenuLabel>
        {isFull ? t("views.parametersFull", { count: PARAMETER_COLUMNS_MAX }) : t("views.parameters")}
      </MenuLabel>
      <MenuGroup label={t("views.parameters")} className="max-h-56 overflow-y-auto">
        {offered(parameterColumns, rows, known.data ?? []).map((name) => {
          const isOn = parameterColumns.includes(name);
          return (
            <MenuCheckItem
              key={name}
              checked={isOn}
              disabled={isFull && !isOn}
              onSelect={() =>
                showParameters(isOn ? parameterColumns.filter((each) => each !== name) : [...parameterColumns, name])
              }
            >
              <bdi className="mono truncate" title={name}>
                {name}
              </bdi>
            </MenuCheckItem>
          );
        })}
      </MenuGroup>
      <MenuSeparator />
      <MenuLabel>{t("views.pageSize")}</MenuLabel>
      <MenuGroup label={t("views.pageSize")} className="flex [&>*]:w-auto">
        {PAGE_SIZES.map((size) => (
          <MenuCheckItem
            key={size}
            radio
            checked={size === page.size}
            onSelect={() => router.push(routes.executions.list(filter, { size }, parameterColumns))}
          >
            {size}
          </MenuCheckItem>
        ))}
      </MenuGroup>
    </>
  );
}

const OFFERED_MAX = 24;

/** Those that are on, then those of the rows in sight, then what else is in use. Each keeps its place while it is turned on and off. */
function offered(on: readonly string[], rows: readonly ExecutionRow[], known: readonly string[]): readonly string[] {
  const inSight = new Set(rows.flatMap(({ keyParameters }) => keyParameters.map(({ name }) => name)));
  const first = [...inSight].sort();
  return [...new Set([...first, ...known, ...on])].slice(0, Math.max(OFFERED_MAX, first.length));
}
