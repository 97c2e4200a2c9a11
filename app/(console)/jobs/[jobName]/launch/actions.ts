"use server";

import { redirect } from "next/navigation";
import { openRequest } from "@/lib/server/request";
import { launchJob } from "@/lib/server/use-cases/launch-job";
import { parameterValuesOf } from "@/lib/shared/parameter-form";
import type { Failure } from "@/lib/shared/result";
import { routes } from "@/lib/shared/routes";

/** Launches the job with the form's values and goes to the new execution; gives back why it could not. */
export async function launchJobAction(
  jobName: string,
  _previous: Failure | null,
  form: FormData,
): Promise<Failure | null> {
  const scope = await openRequest();
  const reason = form.get("reason");
  const launched = await launchJob(scope, {
    jobName,
    values: parameterValuesOf(form),
    reason: typeof reason === "string" ? reason.trim() || null : null,
  });
  if (!launched.ok) return launched.error;
  redirect(routes.executions.detail(launched.value.executionId));
}
