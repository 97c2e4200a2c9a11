import "server-only";
import type { CauseView, CompareView } from "@/lib/shared/views";
import { maskText, maskValue, secretValues } from "../../masking";
import { readCause } from "../cause";
import { findExecutions } from "../executions";
import { secretNamesOf } from "../job-catalogue";
import type { ReadContext } from "../read-context";
import type { StoredExecution } from "../rows/execution-rows";
import { sql } from "../rows/sql";
import { toText } from "../rows/values";
import { contextDifferences } from "./compare-contexts";
import { pairSteps, readComparedSteps } from "./compare-steps";

/** Two executions side by side: five statements. Null when one of them is not there. */
export async function compareExecutions(context: ReadContext, a: string, b: string): Promise<CompareView | null> {
  const ids = sql`(${BigInt(a)}, ${BigInt(b)})`;
  const [executions, steps] = await Promise.all([
    findExecutions(context, [sql`e.JOB_EXECUTION_ID in ${ids}`], 2),
    readComparedSteps(context, a, b),
  ]);
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
