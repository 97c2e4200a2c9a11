"use client";

import type { ReactNode } from "react";
import { useT } from "@/lib/client/locale";
import { useFormat } from "@/lib/client/use-format";
import { routes } from "@/lib/shared/routes";
import type { DiagnosticsView, IndexCheck, NodeRow } from "@/lib/shared/views";
import { ExecutionTable } from "../executions/execution-table";
import { PageTitle } from "../page/page";
import { toneStyle } from "../status/tone";
import { Badge } from "../ui/badge";
import { cn } from "../ui/cn";
import { CopyButton } from "../ui/copy-button";
import { Fact, Facts } from "../ui/facts";
import { Notice } from "../ui/notice";
import { Panel, PanelHeader } from "../ui/panel";
import { RowTh, Table, TableScroll, Td, Th, Thead, Tr } from "../ui/table";
import { Time } from "../ui/time";

/** A clock this far from ours makes times lie. */
const SKEW_MS = 2_000;

/** What an operator hands to whoever looks after the database. */
export function Diagnostics({ view }: { view: DiagnosticsView }) {
  const t = useT();
  const format = useFormat();
  const missing = view.indexes.filter((index) => !index.present);
  return (
    <>
      <PageTitle title={t("diagnostics.title")} note={<Time at={view.readAt} show="moment" />} />
      <Facts className="mb-4">
        <Fact name={t("diagnostics.database")}>
          {view.database} <span className="text-muted">{view.serverVersion}</span>
        </Fact>
        <Fact name={t("diagnostics.address")}>
          <span className="mono [overflow-wrap:anywhere]">{view.url}</span>
        </Fact>
        <Fact name={t("diagnostics.tables")}>
          {t("app.tables", { generation: String(view.generation) })}{" "}
          <span className="mono text-muted">{view.tablePrefix}</span>
        </Fact>
        <Fact name={t("diagnostics.zone")}>{view.timeZone}</Fact>
        <Fact name={t("diagnostics.skew")}>
          {view.clockSkewMs === null ? (
            "–"
          ) : (
            <span className={Math.abs(view.clockSkewMs) > SKEW_MS ? "font-medium text-warning" : undefined}>
              {view.clockSkewMs < 0 ? "−" : "+"}
              {format.duration(Math.abs(view.clockSkewMs))}
            </span>
          )}
        </Fact>
        <Fact name={t("diagnostics.sequences")}>
          {t(`diagnostics.sequenceKinds.${view.sequences.kind}`)}{" "}
          <span className="mono text-muted">{view.sequences.names[0]}</span>
        </Fact>
        <Fact name={t("diagnostics.contextFormat")}>
          <span className="mono">{view.contextFormat}</span>
        </Fact>
        <Fact name={t("diagnostics.rights")}>
          {t(
            view.rights.launch
              ? "diagnostics.mayAll"
              : view.rights.operate
                ? "diagnostics.mayOperate"
                : "diagnostics.mayLook",
          )}
        </Fact>
        <Fact name={t("diagnostics.sideTables")}>{t(view.sideTables ? "common.yes" : "common.no")}</Fact>
        <Fact name={t("diagnostics.api")}>
          <a href={routes.api.v1.document()} className="mono text-accent-text hover:underline">
            {routes.api.v1.document()}
          </a>
        </Fact>
        {view.readOnly && <Fact name={t("app.readOnly")}>{t("common.yes")}</Fact>}
      </Facts>
      <ZoneNotice view={view} />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="flex min-w-0 flex-col gap-4">
          <Indexes indexes={view.indexes} missing={missing} />
          <Section
            title={t("diagnostics.longRunning")}
            empty={view.longRunning.length === 0 && t("diagnostics.noLongRunning")}
          >
            <ExecutionTable rows={view.longRunning} caption={t("diagnostics.longRunning")} />
          </Section>
          <Nodes nodes={view.nodes} />
          <Section
            title={t("diagnostics.slow")}
            note={t("diagnostics.asked", {
              count: format.number(view.statements.count),
              average: format.duration(view.statements.ms / Math.max(1, view.statements.count)),
            })}
            empty={view.slowQueries.length === 0 && t("diagnostics.noSlow")}
          >
            <ul>
              {view.slowQueries.map((query) => (
                <li
                  key={`${query.at}${query.sql}`}
                  className="flex gap-3 border-line-soft border-b px-3.5 py-2 last:border-b-0"
                >
                  <span className="w-16 shrink-0 text-right tabular-nums">{format.duration(query.ms)}</span>
                  <details className="group min-w-0 flex-1">
                    <summary className="mono truncate text-muted group-open:whitespace-normal group-open:[overflow-wrap:anywhere]">
                      {query.sql}
                    </summary>
                  </details>
                  <Time at={query.at} show="relative" className="shrink-0 text-muted text-xs" />
                </li>
              ))}
            </ul>
          </Section>
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <Rows view={view} />
          <Section title={t("diagnostics.versions")}>
            <Table>
              <tbody>
                {Object.entries(view.versions).map(([name, version]) => (
                  <Tr key={name}>
                    <RowTh className="font-normal text-muted">{name}</RowTh>
                    <Td numeric className="mono">
                      {version}
                    </Td>
                  </Tr>
                ))}
              </tbody>
            </Table>
          </Section>
        </div>
      </div>
    </>
  );
}

function Section({
  title,
  note,
  empty = false,
  children,
}: {
  title: string;
  note?: string;
  empty?: string | false;
  children?: ReactNode;
}) {
  return (
    <Panel>
      <PanelHeader title={title} note={note} />
      {empty ? <p className="px-3.5 py-3 text-muted">{empty}</p> : children}
    </Panel>
  );
}

function Indexes({ indexes, missing }: { indexes: readonly IndexCheck[]; missing: readonly IndexCheck[] }) {
  const t = useT();
  return (
    <Panel aria-labelledby="indexes-title">
      <PanelHeader
        id="indexes-title"
        title={t("diagnostics.indexes")}
        note={missing.length === 0 ? t("diagnostics.allPresent") : t("diagnostics.missing", { count: missing.length })}
      >
        {missing.length > 0 && (
          <CopyButton
            text={missing.map((index) => `${index.ddl};`).join("\n")}
            label={t("diagnostics.copyDdl")}
            size="sm"
            variant="default"
            className="h-7 w-auto px-2.5"
          >
            {t("diagnostics.copyDdl")}
          </CopyButton>
        )}
      </PanelHeader>
      <ul>
        {indexes.map((index) => (
          <li
            key={`${index.table}${index.columns.join()}`}
            className="border-line-soft border-b px-3.5 py-2 last:border-b-0"
          >
            <div className="flex flex-wrap items-baseline gap-x-2">
              <span className="mono [overflow-wrap:anywhere]">
                {index.table} ({index.columns.join(", ")})
              </span>
              <Badge variant="tone" style={toneStyle(index.present ? "COMPLETED" : "warning")} className="ml-auto">
                {t(index.present ? "diagnostics.present" : "diagnostics.absent")}
              </Badge>
            </div>
            <p className="text-muted text-xs">{t(`diagnostics.indexUse.${index.use}`)}</p>
            {!index.present && (
              <pre className="mono mt-1 overflow-x-auto whitespace-pre-wrap rounded-md bg-raised px-2 py-1 [overflow-wrap:anywhere]">
                {index.ddl}
              </pre>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Rows({ view }: { view: DiagnosticsView }) {
  const t = useT();
  const format = useFormat();
  const growth = [
    [t("diagnostics.lastDay"), view.growth.lastDay],
    [t("diagnostics.lastWeek"), view.growth.lastWeek],
  ] as const;
  const orphans = [
    [t("diagnostics.withoutInstance"), view.orphans.executionsWithoutInstance],
    [t("diagnostics.withoutExecution"), view.orphans.instancesWithoutExecution],
    [t("diagnostics.stepsWithoutExecution"), view.orphans.stepsWithoutExecution],
    ...(view.migration
      ? ([
          [t("diagnostics.migrated"), view.migration.executions],
          [t("diagnostics.lostValues"), view.migration.lostValues],
          [t("diagnostics.noCreateTime"), view.migration.stepsWithoutCreateTime],
        ] as const)
      : []),
  ] as const;
  return (
    <Panel>
      <PanelHeader title={t("diagnostics.rows")} />
      <Table>
        <Thead className="sr-only">
          <tr>
            <th scope="col">{t("diagnostics.table")}</th>
            <th scope="col">{t("diagnostics.rows")}</th>
          </tr>
        </Thead>
        <tbody>
          {view.tables.map((table) => (
            <Tr key={table.name}>
              <RowTh className="mono max-w-0 truncate font-normal" title={table.name}>
                {table.name}
              </RowTh>
              <Td numeric className={cn("w-24", !table.exists && "text-warning")}>
                {table.exists
                  ? t(table.estimated ? "diagnostics.about" : "diagnostics.exactly", {
                      rows: format.number(table.rows),
                    })
                  : t("diagnostics.noTable")}
              </Td>
            </Tr>
          ))}
          {growth.map(([name, count]) => (
            <Tr key={name}>
              <RowTh className="whitespace-normal py-1.5 font-normal text-muted">{name}</RowTh>
              <Td numeric>{format.count(count)}</Td>
            </Tr>
          ))}
          {orphans.map(([name, count]) => (
            <Tr key={name}>
              <RowTh className="whitespace-normal py-1.5 font-normal text-muted">{name}</RowTh>
              <Td numeric className={count.value > 0 ? "font-medium text-warning" : "text-faint"}>
                {format.count(count)}
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </Panel>
  );
}

function Nodes({ nodes }: { nodes: readonly NodeRow[] }) {
  const t = useT();
  return (
    <Section title={t("diagnostics.nodes")} empty={nodes.length === 0 && t("diagnostics.noNodes")}>
      <TableScroll label={t("diagnostics.nodes")}>
        <Table>
          <Thead>
            <tr>
              <Th>{t("diagnostics.node")}</Th>
              <Th>{t("diagnostics.state")}</Th>
              <Th>{t("executions.started")}</Th>
              <Th>{t("diagnostics.heartbeat")}</Th>
              <Th>{t("executions.title")}</Th>
            </tr>
          </Thead>
          <tbody>
            {nodes.map((node) => (
              <Tr key={node.id}>
                <RowTh className="mono font-normal">
                  {node.host} ({node.pid})
                </RowTh>
                <Td>
                  <Badge
                    variant="tone"
                    style={toneStyle(
                      node.state === "UP" ? "COMPLETED" : node.state === "MISSING" ? "FAILED" : "neutral",
                    )}
                  >
                    {t(`diagnostics.states.${node.state}`)}
                  </Badge>
                </Td>
                <Td>
                  <Time at={node.started} />
                </Td>
                <Td>
                  <Time at={node.heartbeat} show="relative" />
                </Td>
                <Td className="mono">{node.executions.join(", ") || "–"}</Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      </TableScroll>
    </Section>
  );
}

/** The zone that was told is not the one the rows are written in: proven by a row that was just written, or by times in the future. */
function ZoneNotice({ view: { zoneEvidence, aheadMs, timeZone } }: { view: DiagnosticsView }) {
  const t = useT();
  const format = useFormat();
  if (zoneEvidence && zoneEvidence.differenceMs !== 0) {
    const duration = format.duration(Math.abs(zoneEvidence.differenceMs));
    const { offset, zones } = zoneEvidence;
    return (
      <Notice kind="warning" className="mb-4" title={t("diagnostics.zone")}>
        {t(zoneEvidence.differenceMs < 0 ? "diagnostics.writtenBehind" : "diagnostics.writtenAhead", {
          duration,
          zone: timeZone,
          offset,
        })}
        {zones.length > 0 && ` ${t("diagnostics.zonesThere", { zones: zones.join(", ") })}`}
      </Notice>
    );
  }
  if (aheadMs === null) return null;
  return (
    <Notice kind="warning" className="mb-4" title={t("diagnostics.zone")}>
      {t("diagnostics.ahead", { duration: format.duration(aheadMs), zone: timeZone })}
    </Notice>
  );
}
