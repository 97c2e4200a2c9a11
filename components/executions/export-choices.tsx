"use client";

import { Download, Terminal } from "lucide-react";
import { useT } from "@/lib/client/locale";
import { apiRoutes, type ExportFormat } from "@/lib/shared/api-routes";
import type { ExecutionFilter, PageRequest } from "@/lib/shared/filter/execution-filter";
import { useCopyAsCurl } from "../ui/copy-as-curl";
import { MenuItem, MenuLabel, MenuSeparator } from "../ui/menu-items";

const FORMATS = {
  csv: "export.csv",
  json: "export.json",
  ndjson: "export.ndjson",
} as const satisfies Record<ExportFormat, string>;

export interface ExportChoicesProps {
  filter: ExecutionFilter;
  page: PageRequest;
  /** Parameters that get a column of their own in a CSV file too. */
  columns: readonly string[];
}

/** The kinds of file, and the commands; what the export menu holds. */
export function ExportChoices({ filter, page, columns }: ExportChoicesProps) {
  const t = useT();
  const [, copy] = useCopyAsCurl();
  // A comma would end the name; such a parameter is among the others in the column `parameters`.
  const named = columns.filter((name) => !name.includes(",")).map((name) => `param.${name}`);
  const csvColumns = named.length > 0 ? ["*", ...named] : [];
  const file = (format: ExportFormat) => apiRoutes.export(filter, format, format === "csv" ? csvColumns : []);
  const formats = Object.entries(FORMATS) as [ExportFormat, (typeof FORMATS)[ExportFormat]][]; // entries of the record above
  return (
    <>
      <MenuLabel>{t("export.all")}</MenuLabel>
      {formats.map(([format, word]) => (
        <MenuItem key={format} onSelect={() => window.location.assign(file(format))}>
          <Download aria-hidden />
          {t(word)}
        </MenuItem>
      ))}
      <MenuSeparator />
      <MenuLabel>{t("common.copyAsCurl")}</MenuLabel>
      <MenuItem onSelect={() => copy({ method: "GET", path: apiRoutes.executions(filter, page) })}>
        <Terminal aria-hidden />
        {t("export.curlList")}
      </MenuItem>
      <MenuItem onSelect={() => copy({ method: "GET", path: file("csv"), download: true })}>
        <Terminal aria-hidden />
        {t("export.curlCsv")}
      </MenuItem>
    </>
  );
}
