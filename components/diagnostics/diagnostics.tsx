"use client";

import { useT } from "@/lib/client/locale";
import type { DiagnosticsView } from "@/lib/shared/views";
import { ExecutionTable } from "../executions/execution-table";
import { PageTitle } from "../page/page";
import { RowTh, Table, Td, Tr } from "../ui/table";
import { Time } from "../ui/time";
import { IndexList } from "./index-list";
import { InstallationFacts } from "./installation-facts";
import { NodeList } from "./node-list";
import { RowCounts } from "./row-counts";
import { Section } from "./section";
import { SlowStatements } from "./slow-statements";
import { ZoneNotice } from "./zone-notice";

/** What an operator hands to whoever looks after the database. */
export function Diagnostics({ view }: { view: DiagnosticsView }) {
  const t = useT();
  return (
    <>
      <PageTitle title={t("diagnostics.title")} note={<Time at={view.readAt} show="moment" />} />
      <InstallationFacts view={view} />
      <ZoneNotice view={view} />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="flex min-w-0 flex-col gap-4">
          <IndexList indexes={view.indexes} />
          <Section
            title={t("diagnostics.longRunning")}
            empty={view.longRunning.length === 0 && t("diagnostics.noLongRunning")}
          >
            <ExecutionTable rows={view.longRunning} caption={t("diagnostics.longRunning")} />
          </Section>
          <NodeList nodes={view.nodes} />
          <SlowStatements view={view} />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <RowCounts view={view} />
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
