import "server-only";
import type { AuditEntry } from "@/lib/shared/views";
import { maskText } from "../../masking";
import type { ReadContext } from "../read-context";
import { toId, toInstant } from "./values";

/** What was done to these executions, newest first. Empty where there are no side tables. */
export async function auditOf(
  { prisma, layout }: Pick<ReadContext, "prisma" | "layout">,
  executionIds: readonly string[],
  secrets: readonly string[],
): Promise<AuditEntry[]> {
  if (!layout.sideTables) return [];
  const rows = await prisma.audit.findMany({
    where: { jobExecutionId: { in: executionIds.map(BigInt) } },
    orderBy: { id: "desc" },
    take: 50,
  });
  return rows.map((row) => toEntry(row, secrets));
}

type StoredAudit = Awaited<ReturnType<ReadContext["prisma"]["audit"]["findMany"]>>[number];

export function toEntry(row: StoredAudit, secrets: readonly string[]): AuditEntry {
  return {
    id: String(row.id),
    at: toInstant(row.createdAt),
    actor: row.actor,
    action: row.action,
    jobName: row.jobName,
    instanceId: toId(row.jobInstanceId),
    executionId: toId(row.jobExecutionId),
    reason: row.reason && maskText(row.reason, secrets),
    beforeStatus: row.beforeStatus,
    afterStatus: row.afterStatus,
    result: row.result,
    message: row.message && maskText(row.message, secrets),
  };
}
