import "server-only";
import type { AuditPage } from "@/lib/shared/views";
import { secretValues } from "../masking";
import { secretNamesOf } from "./job-catalogue";
import type { ReadContext } from "./read-context";
import { toEntry } from "./rows/audit";
import { parametersOf } from "./rows/parameters";

export interface AuditRequest {
  /** Id of the last entry of the page before; null for the newest. */
  readonly before: string | null;
  readonly size: number;
  readonly executionId: string | null;
  readonly jobName: string | null;
  readonly actor: string | null;
  readonly action: string | null;
}

/** What operators did, newest first: two statements. Empty where there are no side tables. */
export async function listAudit(context: ReadContext, request: AuditRequest): Promise<AuditPage> {
  const readAt = context.now().toISOString();
  if (!context.layout.sideTables) return { readAt, items: [], older: null };
  const { before, size, executionId, jobName, actor, action } = request;
  const rows = await context.prisma.audit.findMany({
    where: {
      ...(before !== null && { id: { lt: BigInt(before) } }),
      ...(executionId !== null && { jobExecutionId: BigInt(executionId) }),
      ...(jobName !== null && { jobName }),
      ...(actor !== null && { actor }),
      ...(action !== null && { action }),
    },
    orderBy: { id: "desc" },
    take: size + 1,
  });
  const shown = rows.slice(0, size);
  const ids = shown.flatMap(({ jobExecutionId }) => (jobExecutionId === null ? [] : [String(jobExecutionId)]));
  const parameters = await parametersOf(context, [...new Set(ids)]);
  const items = shown.map((row) => {
    const ofExecution = parameters.get(String(row.jobExecutionId)) ?? [];
    return toEntry(row, secretValues(ofExecution, secretNamesOf(context.jobs, row.jobName)));
  });
  return { readAt, items, older: rows.length > size ? (items.at(-1)?.id ?? null) : null };
}
