import { useT } from "@/lib/client/locale";
import { useFormat } from "@/lib/client/use-format";
import type { DiagnosticsView } from "@/lib/shared/views";
import { cn } from "../ui/cn";
import { Panel, PanelHeader } from "../ui/panel";
import { RowTh, Table, Td, Thead, Tr } from "../ui/table";

/** How much there is, how fast it grows, and what fits nothing. */
export function RowCounts({ view }: { view: DiagnosticsView }) {
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
