"use client";

import { Fingerprint } from "lucide-react";
import { useState } from "react";
import { useT } from "@/lib/client/locale";
import { shortClassName } from "@/lib/shared/class-name";
import type { ParameterView } from "@/lib/shared/views";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { Panel, PanelHeader } from "../ui/panel";

/** Longest value, in characters, that stands beside its name; a longer one has the width to itself. */
const BESIDE_MAX = 18;

/** More parameters than are shown before somebody asks; identifying ones come first. */
const SHOWN_MAX = 12;

/** Parameters with type and identifying flag, and what differs from the job's last execution. */
export function ParametersPanel({ parameters }: { parameters: readonly ParameterView[] }) {
  const t = useT();
  const [withAll, setWithAll] = useState(false);
  const shown = withAll || parameters.length <= SHOWN_MAX ? parameters : parameters.slice(0, SHOWN_MAX);
  const identifying = parameters.filter((parameter) => parameter.identifying).length;
  return (
    <Panel aria-labelledby="parameters-title">
      <PanelHeader id="parameters-title" title={t("parameters.title")}>
        {parameters.length > 0 && (
          <span className="text-muted text-xs">{t("parameters.identify", { count: identifying })}</span>
        )}
      </PanelHeader>
      {parameters.length === 0 ? (
        <p className="px-3.5 py-3 text-muted">{t("parameters.none")}</p>
      ) : (
        <dl>
          {shown.map((parameter, index) => (
            <div
              // biome-ignore lint/suspicious/noArrayIndexKey: no key of the table keeps a name from being there twice
              key={`${index}${parameter.name}`}
              className={cn(
                "grid gap-x-4 gap-y-0.5 border-line-soft border-b px-3.5 py-2 last:border-b-0",
                (parameter.value?.length ?? 0) <= BESIDE_MAX && "grid-cols-[minmax(0,1fr)_minmax(0,1fr)]",
              )}
            >
              <dt className="min-w-0">
                <span className="mono block [overflow-wrap:anywhere]">{parameter.name}</span>
                <span
                  className="flex flex-wrap items-center gap-x-1.5 text-2xs text-muted"
                  title={parameter.storedType}
                >
                  <span className="[overflow-wrap:anywhere]">
                    {(parameter.type === "OTHER" && shortClassName(parameter.storedType)) ||
                      t(`parameters.types.${parameter.type}`)}
                  </span>
                  {parameter.identifying && (
                    <span className="inline-flex items-center gap-1 text-accent-text">
                      <Fingerprint aria-hidden className="size-3" />
                      {t("parameters.identifying")}
                    </span>
                  )}
                </span>
              </dt>
              <dd className="min-w-0">
                <Value parameter={parameter} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      {parameters.length > SHOWN_MAX && (
        <div className="border-line-soft border-t px-2 py-1">
          <Button variant="ghost" size="sm" aria-expanded={withAll} onClick={() => setWithAll(!withAll)}>
            {withAll ? t("common.showLess") : t("common.showMore", { count: parameters.length - SHOWN_MAX })}
          </Button>
        </div>
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
        <span className="text-faint">{t(parameter.lost ? "parameters.lost" : "parameters.null")}</span>
      ) : parameter.value === "" ? (
        <span className="text-faint">{t("parameters.empty")}</span>
      ) : (
        <bdi className="mono block max-h-40 overflow-y-auto whitespace-pre-wrap [overflow-wrap:anywhere]">
          {parameter.value}
        </bdi>
      )}
      {parameter.changedFromLast && (
        <Badge className="mt-0.5 max-w-full" title={parameter.lastValue ?? undefined}>
          <span className="truncate">
            {t("parameters.was", { value: parameter.lastValue ?? t("parameters.null") })}
          </span>
        </Badge>
      )}
    </>
  );
}
