import "server-only";
import type { CauseView, CompareView } from "@/lib/shared/views";
import { maskText, maskValue, secretValues } from "../../masking";
import { readCause } from "../cause";
import { readNeighbourhood } from "../execution/execution-neighbourhood";
import { secretNamesOf } from "../job-catalogue";
import type { ReadContext } from "../read-context";
import { completeExecutions, executionColumns, executionJoins, type StoredExecution } from "../rows/execution-rows";
import { sql } from "../rows/sql";
import { toId, toText } from "../rows/values";
import { contextDifferences } from "./compare-contexts";
import { pairSteps, readComparedSteps } from "./compare-steps";

/** Two executions side by side: five statements. Null when one of them is not there. */
export async function compareExecutions(context: ReadContext, a: string, b: string): Promise<CompareView | null> {
  const [executions, steps] = await Promise.all([readCompared(context, a, b), readComparedSteps(context, a, b)]);
  const left = executions.find(({ id }) => id === a);
  const right = executions.find(({ id }) => id === b);
  if (!left || !right) return null;
  const rows = pairSteps(context, left, right, steps);
  return {
    readAt: context.now().toISOString(),
    a: left.row,
    b: right.row,
    parameters: pairParameters(context, left, right),
    steps: rows,
    divergesAt:
      rows.find((row) => row.a?.status !== row.b?.status || row.a?.exitCode !== row.b?.exitCode)?.name ?? null,
    contexts: contextDifferences(context, left, right, steps),
    causeA: causeOf(context, left),
    causeB: causeOf(context, right),
  };
}

/** The one to compare with when nobody says: the last execution of the job before it that went well. Null when there is none. */
export async function usualPartnerOf(context: ReadContext, id: string): Promise<string | null> {
  return toId((await readNeighbourhood(context, id))?.lastGood?.id);
}

/** Both with the contexts of their jobs. */
async function readCompared(context: ReadContext, a: string, b: string): Promise<StoredExecution[]> {
  const records = await context.prisma.$queryRaw<Record<string, unknown>[]>(sql`
    select ${executionColumns(context)}, c.SHORT_CONTEXT as shortContext, c.SERIALIZED_CONTEXT as serializedContext
    from BATCH_JOB_EXECUTION e ${executionJoins(context)}
    left join BATCH_JOB_EXECUTION_CONTEXT c on c.JOB_EXECUTION_ID = e.JOB_EXECUTION_ID
    where e.JOB_EXECUTION_ID in (${BigInt(a)}, ${BigInt(b)})`);
  return completeExecutions(context, records);
}

function pairParameters(context: ReadContext, a: StoredExecution, b: StoredExecution): CompareView["parameters"] {
  const names = [...new Set([...a.parameters, ...b.parameters].map(({ name }) => name))].sort();
  const alsoSecret = secretNamesOf(context.jobs, a.jobName);
  return names.map((name) => {
    const ofA = a.parameters.find((parameter) => parameter.name === name);
    const ofB = b.parameters.find((parameter) => parameter.name === name);
    return {
      name,
      a: ofA ? maskValue(ofA, alsoSecret) : null,
      b: ofB ? maskValue(ofB, alsoSecret) : null,
      same: ofA?.value === ofB?.value,
    };
  });
}

function causeOf(context: ReadContext, execution: StoredExecution): CauseView | null {
  const message = toText(execution.record.exitMessage);
  if (!message?.trim() || execution.row.status === "COMPLETED") return null;
  const raw = maskText(message, secretValues(execution.parameters, secretNamesOf(context.jobs, execution.jobName)));
  return { step: execution.row.failedStep, exitCode: execution.row.exitCode, place: null, ...readCause(raw), raw };
}
