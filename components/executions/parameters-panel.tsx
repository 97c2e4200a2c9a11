"use client";

import { Fingerprint } from "lucide-react";
import { useT } from "@/lib/client/locale";
import type { ParameterView } from "@/lib/shared/views";
import { Badge } from "../ui/badge";
import { Panel, PanelHeader } from "../ui/panel";
import { Table, Thead } from "../ui/table";

/** Parameters with type and identifying flag, and what differs from the job's last execution. */
export function ParametersPanel({ parameters }: { parameters: readonly ParameterView[] }) {
  const t = useT();
  const identifying = parameters.filter((parameter) => parameter.identifying).length;
  return (
    <Panel aria-labelledby="parameters-title">
      <PanelHeader id="parameters-title" title={t("parameters.title")}>
        <span className="text-muted text-xs">{t("parameters.identify", { count: identifying })}</span>
      </PanelHeader>
      {parameters.length === 0 ? (
        <p className="px-3.5 py-3 text-muted">{t("parameters.none")}</p>
      ) : (
        <Table className="table-fixed">
          <Thead className="sr-only">
            <tr>
              <th scope="col">{t("parameters.name")}</th>
              <th scope="col">{t("parameters.value")}</th>
            </tr>
          </Thead>
          <tbody>
            {parameters.map((parameter) => (
              <tr key={parameter.name} className="border-line-soft border-b align-top last:border-b-0">
                <th scope="row" className="w-[42%] py-2 pr-2 pl-3.5 text-left font-normal">
                  <span className="mono block [overflow-wrap:anywhere]">{parameter.name}</span>
                  <span
                    className="mt-0.5 flex flex-wrap items-center gap-x-1.5 text-2xs text-muted"
                    title={parameter.storedType}
                  >
                    {t(`parameters.types.${parameter.type}`)}
                    {parameter.identifying && (
                      <span className="inline-flex items-center gap-0.5 text-accent-text">
                        <Fingerprint aria-hidden className="size-3" />
                        {t("parameters.identifying")}
                      </span>
                    )}
                  </span>
                </th>
                <td className="py-2 pr-3.5 pl-2">
                  <Value parameter={parameter} />
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Panel>
  );
}

function Value({ parameter }: { parameter: ParameterView }) {
  const t = useT();
  if (parameter.masked) {
    return (
      <span className="mono text-muted" title={t("parameters.masked")}>
        <span aria-hidden>••••••••</span>
        <span className="sr-only">{t("parameters.masked")}</span>
      </span>
    );
  }
  return (
    <>
      {parameter.value === null ? (
        <span className="text-faint">{t("parameters.null")}</span>
      ) : parameter.value === "" ? (
        <span className="text-faint">{t("parameters.empty")}</span>
      ) : (
        <bdi className="mono block max-h-40 overflow-y-auto whitespace-pre-wrap [overflow-wrap:anywhere]">
          {parameter.value}
        </bdi>
      )}
      {parameter.changedFromLast && (
        <Badge variant="neutral" className="mt-0.5 max-w-full" title={parameter.lastValue ?? undefined}>
          <span className="truncate">
            {t("parameters.was", { value: parameter.lastValue ?? t("parameters.null") })}
          </span>
        </Badge>
      )}
    </>
  );
}
