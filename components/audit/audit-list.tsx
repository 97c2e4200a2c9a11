"use client";

import { ScrollText } from "lucide-react";
import Link from "next/link";
import { useT } from "@/lib/client/locale";
import { type ActivityFilter, formatActivityFilter, isActivityFiltered } from "@/lib/shared/filter/activity-filter";
import { routes } from "@/lib/shared/routes";
import type { AuditEntry, AuditPage } from "@/lib/shared/views";
import { ButtonLink } from "../ui/button-link";
import { Face } from "../ui/face";
import { Name } from "../ui/name";
import { Panel } from "../ui/panel";
import { Table, TableScroll, Td, Th, Thead, Tr } from "../ui/table";
import { Time } from "../ui/time";

/** Who did what, to which execution, why, and what came of it. */
export function AuditList({ page, filter }: { page: AuditPage; filter: ActivityFilter }) {
  const t = useT();
  return (
    <>
      <Panel>
        {page.items.length === 0 ? (
          <Nothing kept={page.kept} filtered={isActivityFiltered(filter)} />
        ) : (
          <TableScroll label={t("audit.page")}>
            <Table>
              <caption className="sr-only">{t("audit.page")}</caption>
              <Thead>
                <tr>
                  <Th>{t("audit.time")}</Th>
                  <Th>{t("audit.who")}</Th>
                  <Th>{t("audit.what")}</Th>
                  <Th>{t("executions.job")}</Th>
                  <Th>{t("executions.execution")}</Th>
                  <Th>{t("audit.change")}</Th>
                  <Th className="w-full">{t("audit.why")}</Th>
                </tr>
              </Thead>
              <tbody>
                {page.items.map((entry) => (
                  <Entry key={entry.id} entry={entry} />
                ))}
              </tbody>
            </Table>
          </TableScroll>
        )}
      </Panel>
      {page.older && (
        <div className="mt-3 flex justify-end">
          <ButtonLink href={routes.audit(formatActivityFilter(filter), page.older)}>{t("executions.older")}</ButtonLink>
        </div>
      )}
    </>
  );
}

function Nothing({ kept, filtered }: { kept: boolean; filtered: boolean }) {
  const t = useT();
  if (!kept) {
    return (
      <Face
        icon={ScrollText}
        title={t("audit.notKept")}
        actions={<ButtonLink href={routes.diagnostics()}>{t("nav.diagnostics")}</ButtonLink>}
      >
        {t("audit.notKeptHint")}
      </Face>
    );
  }
  if (filtered) {
    return (
      <Face
        icon={ScrollText}
        title={t("executions.nothingMatches")}
        actions={<ButtonLink href={routes.audit()}>{t("executions.clearFilter")}</ButtonLink>}
      >
        {t("executions.nothingMatchesHint")}
      </Face>
    );
  }
  return (
    <Face icon={ScrollText} title={t("audit.none")}>
      {t("audit.noneHint")}
    </Face>
  );
}

function Entry({ entry }: { entry: AuditEntry }) {
  const t = useT();
  const isRefused = entry.result !== "DONE";
  const word = (status: string) => t.find(`status.${status}`) ?? status;
  return (
    <Tr>
      <Td>
        <Time at={entry.at} />
      </Td>
      <Td>
        <bdi>{entry.actor}</bdi>
      </Td>
      <Td className="font-medium">
        {t.find(`audit.actions.${entry.action}`) ?? entry.action}
        {isRefused && (
          <span className="ml-1.5 font-medium text-warning text-xs">
            {t.find(`audit.results.${entry.result}`) ?? entry.result}
          </span>
        )}
      </Td>
      <Td className="max-w-64 truncate" title={entry.jobName ?? undefined}>
        {entry.jobName && (
          <Link href={routes.jobs.detail(entry.jobName)} prefetch={false} className="hover:underline">
            <Name text={entry.jobName} />
          </Link>
        )}
      </Td>
      <Td className="mono">
        {entry.executionId && (
          <Link href={routes.executions.detail(entry.executionId)} prefetch={false} className="hover:underline">
            {entry.executionId}
          </Link>
        )}
      </Td>
      <Td className="text-muted">
        {entry.beforeStatus && entry.afterStatus && entry.beforeStatus !== entry.afterStatus
          ? `${word(entry.beforeStatus)} → ${word(entry.afterStatus)}`
          : ""}
      </Td>
      <Td className="h-auto min-w-56 whitespace-normal py-2 text-muted [overflow-wrap:anywhere]">
        <div className="max-sm:line-clamp-2" title={entry.message ?? undefined}>
          {entry.reason && <bdi className="text-ink">“{entry.reason}” </bdi>}
          <bdi>{entry.message}</bdi>
        </div>
      </Td>
    </Tr>
  );
}
