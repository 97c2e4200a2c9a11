import "server-only";
import type { Result } from "@/lib/shared/result";
import { operate, type UseCaseScope } from "./operate";

export interface LaunchRequest {
  readonly jobName: string;
  /** As a form holds them; an empty text counts as not given. */
  readonly values: Readonly<Record<string, string>>;
  readonly reason?: string | null;
}

/**
 * Launches a job with what its form holds. Fields that its incrementer fills and that were left empty take the incrementer's next value.
 * On success the execution exists, and somebody will execute it.
 */
export async function launchJob(
  scope: UseCaseScope,
  request: LaunchRequest,
): Promise<Result<{ readonly executionId: string }>> {
  const { operator } = scope.desk.runtime;
  const operation = {
    action: "launch",
    executionId: null,
    jobName: request.jobName,
    reason: request.reason ?? null,
  } as const;
  return operate(scope, operation, async () => {
    const input = await completeValues(scope, request);
    const launched = await operator.launch(request.jobName, input, { by: scope.actor.name });
    return { executionId: launched.jobExecutionId, instanceId: launched.jobInstanceId };
  });
}

/** The values with the incrementer's in the places that were left empty. */
export async function completeValues(
  { desk }: Pick<UseCaseScope, "desk">,
  { jobName, values }: LaunchRequest,
): Promise<Record<string, unknown>> {
  const { jobs, operator } = desk.runtime;
  const job = jobs.get(jobName);
  if (!job?.incrementer) return { ...values };
  const last = new Map(await operator.nextParameters(jobName));
  const completed: Record<string, unknown> = { ...values };
  for (const [name, parameter] of incremented(job.incrementer, jobName, last)) {
    if ((completed[name] ?? "") === "") completed[name] = parameter;
  }
  return completed;
}

type Incrementer = NonNullable<ReturnType<UseCaseScope["desk"]["runtime"]["jobs"]["require"]>["incrementer"]>;
type Parameters = ReturnType<Incrementer["next"]>;

/** Only what the incrementer itself makes: the rest of the last parameters is not the operator's wish. */
export function incremented(incrementer: Incrementer, jobName: string, next: Parameters): Parameters {
  const own = incrementer.next(jobName, new Map());
  return new Map([...next].filter(([name]) => own.has(name)));
}
