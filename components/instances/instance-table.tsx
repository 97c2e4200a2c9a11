"use client";

import { useT } from "@/lib/client/locale";
import { useFormat } from "@/lib/client/use-format";
import { routes } from "@/lib/shared/routes";
import type { InstanceRow } from "@/lib/shared/views";
import { StatusBadge } from "../status/status-badge";
import { Count } from "../ui/count";
import { RowLink } from "../ui/row-link";
import { Table, Td, Th, Thead, Tr } from "../ui/table";
import { Time } from "../ui/time";
import { ParameterList } from "../values/parameter-list";

/** Logical runs of a job: what identifies each, how often it was tried, and how the last try ended. */
export function InstanceTable({ instances, caption }: { instances: readonly InstanceRow[]; caption: string }) {
  const t = useT();
  const format = useFormat();
  return (
    <div className="@container">
      <Table className="table-fixed">
        <caption className="sr-only">{caption}</caption>
        <Thead>
          <tr>
            <Th className="w-24">{t("instances.instance")}</Th>
            <Th>{t("instances.identifying")}</Th>
            <Th className="w-32">{t("instances.lastStatus")}</Th>
            <Th numeric className="w-20 @max-xl:hidden">
              {t("instances.attempts")}
            </Th>
            <Th className="w-36 @max-3xl:hidden">{t("instances.firstStarted")}</Th>
            <Th className="w-36 @max-2xl:hidden">{t("instances.lastEnded")}</Th>
            <Th numeric className="w-24 @max-3xl:hidden">
              {t("instances.total")}
            </Th>
          </tr>
        </Thead>
        <tbody>
          {instances.map((instance) => (
            <Tr key={instance.id} className="relative">
              <Td className="mono">
                <RowLink href={routes.instances.detail(instance.id)} className="font-medium">
                  <span className="sr-only">{t("execution.instance")} </span>
                  {instance.id}
                </RowLink>
              </Td>
              <Td className="max-w-0">
                <ParameterList parameters={instance.parameters} />
              </Td>
              <Td>
                {instance.lastStatus ? (
                  <StatusBadge status={instance.lastStatus} />
                ) : (
                  <span className="text-faint">{t("status.none")}</span>
                )}
              </Td>
              <Td numeric className="@max-xl:hidden">
                <span className={instance.attempts > 1 ? undefined : "text-faint"}>
                  <Count value={instance.attempts} text={format.number(instance.attempts)} />
                </span>
              </Td>
              <Td className="@max-3xl:hidden">
                <Time at={instance.firstStarted} />
              </Td>
              <Td className="@max-2xl:hidden">
                <Time at={instance.lastEnded} />
              </Td>
              <Td numeric className="text-muted @max-3xl:hidden">
                {instance.totalMs === null ? "–" : format.duration(instance.totalMs)}
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}
