import "server-only";
import type { ActivityFilter } from "@/lib/shared/filter/activity-filter";
import { parseStartedRange } from "@/lib/shared/filter/ranges";
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
  readonly filter: ActivityFilter;
}

/** What operators did, newest first: two statements. Empty where there are no side tables, which it says. */
export async function listAudit(context: ReadContext, request: AuditRequest): Promise<AuditPage> {
  const readAt = context.now().toISOString();
  if (!context.layout.sideTables) return { readAt, kept: false, items: [], older: null };
  const { before, size, executionId, filter } = request;
  const rows = await context.prisma.audit.findMany({
    where: {
      ...(before !== null && { id: { lt: BigInt(before) } }),
      ...(executionId !== null && { jobExecutionId: BigInt(executionId) }),
      ...(filter.job !== null && { jobName: like(filter.job) }),
      ...(filter.actor !== null && { actor: like(filter.actor) }),
      ...(filter.action !== null && { action: filter.action }),
      ...(filter.result !== null && { result: filter.result }),
      ...(filter.when !== null && { createdAt: span(filter.when, context.now()) }),
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
  return { readAt, kept: true, items, older: rows.length > size ? (items.at(-1)?.id ?? null) : null };
}

function like(text: string) {
  return text.endsWith("*") ? { startsWith: text.slice(0, -1) } : text;
}

function span(when: string, now: Date) {
  const { from = null, to = null } = parseStartedRange(when, now) ?? {};
  return { ...(from && { gte: from }), ...(to && { lte: to }) };
}
