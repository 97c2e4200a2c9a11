"use client";

import { Fingerprint } from "lucide-react";
import { useT } from "@/lib/client/locale";
import type { FieldView } from "@/lib/shared/views";
import { Panel } from "../ui/panel";
import { RowTh, Table, TableScroll, Td, Th, Thead, Tr } from "../ui/table";

/** What the job takes: name, type, whether it identifies, default, bounds, and what it was lately. */
export function ParameterSchema({ fields }: { fields: readonly FieldView[] }) {
  const t = useT();
  if (fields.length === 0) {
    return (
      <Panel>
        <p className="p-4 text-muted">{t("job.noParameters")}</p>
      </Panel>
    );
  }
  return (
    <Panel>
      <TableScroll label={t("job.parameterCaption")}>
        <Table>
          <caption className="sr-only">{t("job.parameterCaption")}</caption>
          <Thead>
            <tr>
              <Th>{t("parameters.name")}</Th>
              <Th>{t("steps.type")}</Th>
              <Th>{t("common.required")}</Th>
              <Th>{t("parameters.identifying")}</Th>
              <Th>{t("job.default")}</Th>
              <Th>{t("job.bounds")}</Th>
              <Th>{t("job.lastValues")}</Th>
            </tr>
          </Thead>
          <tbody>
            {fields.map((field) => (
              <Tr key={field.name}>
                <RowTh className="py-1.5">
                  <span className="mono">{field.name}</span>
                  {(field.help ?? field.title) !== field.name && (
                    <span className="block max-w-96 truncate font-normal text-muted text-xs">
                      {field.help ?? field.title}
                    </span>
                  )}
                </RowTh>
                <Td className="text-muted">{t(`launch.kinds.${field.kind}`)}</Td>
                <Td className={field.required ? undefined : "text-faint"}>
                  {t(field.required ? "common.yes" : "common.no")}
                </Td>
                <Td>
                  {field.identifying ? (
                    <span className="inline-flex items-center gap-1 text-accent-text">
                      <Fingerprint aria-hidden className="size-3.5" />
                      {t("common.yes")}
                    </span>
                  ) : (
                    <span className="text-faint">{t("common.no")}</span>
                  )}
                </Td>
                <Td className="mono text-muted">{field.incrementerNext ?? field.default ?? "–"}</Td>
                <Td className="mono max-w-56 truncate text-muted" title={boundsOf(field)}>
                  {boundsOf(field)}
                </Td>
                <Td className="mono max-w-72 truncate text-muted" title={field.lastValues.join("\n")}>
                  {field.lastValues.join(", ") || "–"}
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      </TableScroll>
    </Panel>
  );
}

function boundsOf(field: FieldView): string {
  if (field.choices) return field.choices.join(" | ");
  if (field.pattern) return field.pattern;
  if (field.minimum === null && field.maximum === null) return "–";
  return `${field.minimum ?? ""} … ${field.maximum ?? ""}`;
}
