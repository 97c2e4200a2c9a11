import { useT } from "@/lib/client/locale";
import type { NodeRow } from "@/lib/shared/views";
import { toneStyle } from "../status/tone";
import { Badge } from "../ui/badge";
import { RowTh, Table, TableScroll, Td, Th, Thead, Tr } from "../ui/table";
import { Time } from "../ui/time";
import { Section } from "./section";

/** Processes that execute jobs. */
export function NodeList({ nodes }: { nodes: readonly NodeRow[] }) {
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
