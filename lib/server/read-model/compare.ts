import "server-only";
import type { CauseView, CompareView, StepView } from "@/lib/shared/views";
import { maskText, maskValue, secretValues } from "../masking";
import { readCause } from "./cause";
import type { StoredExecution } from "./execution-rows";
import { findExecutions } from "./executions";
import { secretNamesOf } from "./job-catalogue";
import type { ReadContext } from "./read-context";
import { sql } from "./sql";
import { readSteps, type StoredStep, stepView } from "./step-rows";
import { toText } from "./values";

/** Two executions side by side: five statements. Null when one of them is not there. */
export async function compareExecutions(context: ReadContext, a: string, b: string): Promise<CompareView | null> {
  const ids = sql`(${BigInt(a)}, ${BigInt(b)})`;
  const [executions, steps] = await Promise.all([
    findExecutions(context, [sql`e.JOB_EXECUTION_ID in ${ids}`], 2),
    readSteps(context, sql`s.JOB_EXECUTION_ID in ${ids} and instr(s.STEP_NAME, ':') = 0`, {
      contextsOf: null,
      order: sql`s.STEP_EXECUTION_ID`,
      limit: 1_000,
    }),
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

/** In the order of the first execution, then what only the second one ran. */
function pairSteps(
  context: ReadContext,
  a: StoredExecution,
  b: StoredExecution,
  steps: readonly StoredStep[],
): CompareView["steps"] {
  const viewsOf = (execution: StoredExecution): Map<string, StepView> => {
    const secrets = secretValues(execution.parameters, secretNamesOf(context.jobs, execution.jobName));
    return new Map(
      steps
        .filter(({ executionId }) => executionId === execution.id)
        .map((step, index) => [
          step.name,
          stepView(step, {
            order: index + 1,
            type: null,
            managerId: null,
            chunkSize: null,
            usualMs: null,
            executionMs: execution.row.durationMs,
            now: context.now(),
            isRunning: execution.row.liveness !== null,
            secrets,
          }),
        ]),
    );
  };
  const ofA = viewsOf(a);
  const ofB = viewsOf(b);
  return [...new Set([...ofA.keys(), ...ofB.keys()])].map((name) => ({
    name,
    a: ofA.get(name) ?? null,
    b: ofB.get(name) ?? null,
  }));
}

function causeOf(context: ReadContext, execution: StoredExecution): CauseView | null {
  const message = toText(execution.record.exitMessage);
  if (!message?.trim() || execution.row.status === "COMPLETED") return null;
  const raw = maskText(message, secretValues(execution.parameters, secretNamesOf(context.jobs, execution.jobName)));
  return { step: execution.row.failedStep, exitCode: execution.row.exitCode, place: null, ...readCause(raw), raw };
}
