import "server-only";
import type { ContextView } from "@/lib/shared/views";
import { secretValues } from "../../masking";
import { contextView } from "../contexts";
import { secretNamesOf } from "../job-catalogue";
import type { ReadContext } from "../read-context";
import { parametersOf } from "../rows/parameters";
import { sql } from "../rows/sql";
import { toText } from "../rows/values";

/** The context of one step execution: of a partition's worker, which the execution's page leaves out. Null when there is no such step. */
export async function readStepContext(
  context: ReadContext,
  executionId: string,
  stepExecutionId: string,
): Promise<ContextView | null> {
  const [[row], parameters] = await Promise.all([
    context.prisma.$queryRaw<Record<string, unknown>[]>(sql`
      select s.STEP_NAME as stepName, i.JOB_NAME as jobName, c.SHORT_CONTEXT as shortContext,
        c.SERIALIZED_CONTEXT as serializedContext
      from BATCH_STEP_EXECUTION s
        left join BATCH_STEP_EXECUTION_CONTEXT c on c.STEP_EXECUTION_ID = s.STEP_EXECUTION_ID
        left join BATCH_JOB_EXECUTION e on e.JOB_EXECUTION_ID = s.JOB_EXECUTION_ID
        left join BATCH_JOB_INSTANCE i on i.JOB_INSTANCE_ID = e.JOB_INSTANCE_ID
      where s.STEP_EXECUTION_ID = ${BigInt(stepExecutionId)} and s.JOB_EXECUTION_ID = ${BigInt(executionId)}`),
    parametersOf(context, [executionId]),
  ]);
  if (!row) return null;
  const alsoSecret = secretNamesOf(context.jobs, toText(row.jobName));
  return contextView(
    {
      owner: "step",
      stepExecutionId,
      stepName: toText(row.stepName),
      shortContext: toText(row.shortContext),
      serializedContext: toText(row.serializedContext),
    },
    context.layout.generation,
    secretValues(parameters.get(executionId) ?? [], alsoSecret),
  );
}
