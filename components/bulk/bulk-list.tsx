"use client";

import { Layers } from "lucide-react";
import { useT } from "@/lib/client/locale";
import { useFormat } from "@/lib/client/use-format";
import { routes } from "@/lib/shared/routes";
import type { BulkOperationView } from "@/lib/shared/views";
import { ButtonLink } from "../ui/button-link";
import { Count } from "../ui/count";
import { Face } from "../ui/face";
import { Panel } from "../ui/panel";
import { RowLink } from "../ui/row-link";
import { Table, TableScroll, Td, Th, Thead, Tr } from "../ui/table";
import { Time } from "../ui/time";
import { BulkState } from "./bulk-state";

/** What was done to many executions at once, newest first. */
export function BulkList({
  operations,
  older,
}: {
  operations: readonly Omit<BulkOperationView, "items" | "next">[];
  older: string | null;
}) {
  const t = useT();
  const format = useFormat();
  return (
    <>
      <Panel>
        {operations.length === 0 ? (
          <Face
            icon={Layers}
            title={t("bulk.none")}
            actions={<ButtonLink href={routes.executions.list()}>{t("faces.toExecutions")}</ButtonLink>}
          >
            {t("bulk.noneHint")}
          </Face>
        ) : (
          <TableScroll label={t("bulk.list")}>
            <Table>
              <caption className="sr-only">{t("bulk.list")}</caption>
              <Thead>
                <tr>
                  <Th>{t("bulk.operation")}</Th>
                  <Th>{t("executions.requestedBy")}</Th>
                  <Th>{t("executions.started")}</Th>
                  <Th>{t("bulk.state")}</Th>
                  <Th numeric>{t("bulk.matched")}</Th>
                  <Th numeric>{t("bulk.itemStates.DONE")}</Th>
                  <Th numeric>{t("bulk.itemStates.REFUSED")}</Th>
                  <Th numeric>{t("bulk.itemStates.FAILED")}</Th>
                  <Th className="w-full">{t("action.reason")}</Th>
                </tr>
              </Thead>
              <tbody>
                {operations.map((bulk) => (
                  <Tr key={bulk.id} className="relative">
                    <Td>
                      <RowLink href={routes.bulk.detail(bulk.id)} className="font-medium">
                        {t(`actions.${bulk.action}`)} <span className="mono text-muted">{bulk.id}</span>
                      </RowLink>
                    </Td>
                    <Td>
                      <bdi>{bulk.actor}</bdi>
                    </Td>
                    <Td>
                      <Time at={bulk.created} />
                    </Td>
                    <Td>
                      <BulkState state={bulk.state} />
                    </Td>
                    <Td numeric>{format.number(bulk.matched)}</Td>
                    <Td numeric>
                      <Count value={bulk.done} text={format.number(bulk.done)} />
                    </Td>
                    <Td numeric>
                      <Count value={bulk.refused} text={format.number(bulk.refused)} tone="warn" />
                    </Td>
                    <Td numeric>
                      <Count value={bulk.failed} text={format.number(bulk.failed)} tone="bad" />
                    </Td>
                    <Td className="max-w-0 truncate text-muted" title={bulk.reason ?? undefined}>
                      <bdi>{bulk.reason}</bdi>
                    </Td>
                  </Tr>
                ))}
              </tbody>
            </Table>
          </TableScroll>
        )}
      </Panel>
      {older && (
        <div className="mt-3 flex justify-end">
          <ButtonLink href={routes.bulk.list(older)}>{t("executions.older")}</ButtonLink>
        </div>
      )}
    </>
  );
}
