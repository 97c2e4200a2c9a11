"use client";

import { Fingerprint, GitCompareArrows } from "lucide-react";
import Link from "next/link";
import { useT } from "@/lib/client/locale";
import { useFormat } from "@/lib/client/use-format";
import { routes } from "@/lib/shared/routes";
import type { ChangesView, Id } from "@/lib/shared/views";
import { ButtonLink } from "../ui/button-link";
import { Panel, PanelHeader } from "../ui/panel";
import { Time } from "../ui/time";

/** More differences than can be taken in at a glance; the comparison has the rest. */
const SHOWN_MAX = 6;

/** What differs from the last execution of the job that went well: the first question when something that worked no longer does. */
export function ChangesPanel({ executionId, changes }: { executionId: Id; changes: ChangesView }) {
  const t = useT();
  const format = useFormat();
  const { against, parameters, skips, reads, newSteps } = changes;
  const lines = [
    ...parameters.map(({ name, before, now, identifying }) => ({
      key: `p ${name}`,
      name,
      isIdentifying: identifying,
      before: before ?? t("changes.absent"),
      now: now ?? t("changes.absent"),
    })),
    ...(skips.before === skips.now ? [] : [skips]).map(({ before, now }) => ({
      key: "skips",
      name: t("counts.skips"),
      isIdentifying: false,
      before: format.number(before),
      now: format.number(now),
    })),
    ...reads.map(({ step, before, now }) => ({
      key: `r ${step}`,
      name: t("changes.read", { step }),
      isIdentifying: false,
      before: format.number(before),
      now: format.number(now),
    })),
    ...newSteps.map((step) => ({
      key: `s ${step}`,
      name: t("cause.inStep", { step }),
      isIdentifying: false,
      before: t("changes.absent"),
      now: t("changes.new"),
    })),
  ];
  return (
    <Panel aria-labelledby="changes-title">
      <PanelHeader id="changes-title" title={t("changes.title")}>
        <ButtonLink variant="ghost" size="sm" href={routes.executions.compare(executionId, against.id)}>
          <GitCompareArrows aria-hidden />
          {t("changes.compare")}
        </ButtonLink>
      </PanelHeader>
      <p className="px-3.5 pt-2 text-muted text-xs">
        <Link href={routes.executions.detail(against.id)} className="mono text-ink hover:underline">
          {against.id}
        </Link>{" "}
        <Time at={against.started} />
        {changes.againstMs !== null && ` · ${format.duration(changes.againstMs)}`}
      </p>
      {lines.length === 0 ? (
        <p className="px-3.5 py-2">{t("changes.nothing")}</p>
      ) : (
        <dl className="px-3.5 pt-1 pb-2">
          {lines.slice(0, SHOWN_MAX).map(({ key, name, isIdentifying, before, now }) => (
            <div key={key} className="py-1">
              <dt className="flex min-w-0 items-center gap-1 text-muted text-xs">
                <span className="min-w-0 truncate" title={name}>
                  {name}
                </span>
                {isIdentifying && (
                  <>
                    <Fingerprint aria-hidden className="size-3 shrink-0 text-accent-text" />
                    <span className="sr-only">{t("parameters.identifying")}</span>
                  </>
                )}
              </dt>
              <dd className="mono line-clamp-3 [overflow-wrap:anywhere]" title={`${before} → ${now}`}>
                <bdi className="text-muted">{before}</bdi> <span aria-hidden>→</span>
                <span className="sr-only">{t("changes.follows")}</span> <bdi className="text-ink">{now}</bdi>
              </dd>
            </div>
          ))}
        </dl>
      )}
      {lines.length > SHOWN_MAX && (
        <p className="border-line-soft border-t px-3.5 py-1.5 text-muted text-xs">
          {t("common.more", { count: lines.length - SHOWN_MAX })}
        </p>
      )}
    </Panel>
  );
}
