import "server-only";
import { isId } from "@/lib/shared/ids";
import { parameterValuesOfLink } from "@/lib/shared/parameter-form";
import type { LaunchFormView } from "@/lib/shared/views";
import { fieldViews, readLaunchForm } from "../read-model/jobs/launch-form";
import { incremented } from "./launch-job";
import type { UseCaseScope } from "./operate";

/**
 * The launch form of a job that is installed here. Null for any other job.
 * @param query  of the page: `from` is an execution to run again, `param.*` are values that win over its own
 */
export async function showLaunchForm(
  scope: UseCaseScope,
  jobName: string,
  query: URLSearchParams,
): Promise<LaunchFormView | null> {
  const { read } = scope.desk;
  const job = read.jobs.get(jobName);
  if (!job) return null;
  const from = query.get("from");
  return readLaunchForm(
    read,
    {
      jobName,
      from: from !== null && isId(from) ? from : null,
      values: parameterValuesOfLink(query, fieldViews(job, { next: new Map(), last: [] })),
      next: await nextValues(scope, jobName),
    },
    scope,
  );
}

/** What the incrementer would give, as text. */
async function nextValues({ desk }: UseCaseScope, jobName: string): Promise<ReadonlyMap<string, string>> {
  const { jobs, operator } = desk.runtime;
  const incrementer = jobs.get(jobName)?.incrementer;
  if (!incrementer) return new Map();
  const next = incremented(incrementer, jobName, await operator.nextParameters(jobName));
  return new Map(
    [...next].map(([name, { value }]) => [name, value instanceof Date ? value.toISOString() : String(value ?? "")]),
  );
}
