import "server-only";
import { z } from "zod";
import { type Failure, fail } from "@/lib/shared/result";
import { maskText, secretValues } from "../../masking";
import { secretNamesOf } from "../../read-model/job-catalogue";
import { listInstances } from "../../read-model/jobs/instances";
import { readJob } from "../../read-model/jobs/job";
import { listJobs } from "../../read-model/jobs/jobs";
import { launchJob } from "../../use-cases/launch-job";
import { previewLaunch } from "../../use-cases/preview-launch";
import { showLaunchForm } from "../../use-cases/show-launch-form";
import { startNextInstance } from "../../use-cases/start-next-instance";
import { type ApiScope, answer, endpoint, refuse } from "../endpoint";
import { jobPath, launchPreviewRequest, launchRequest, nextInstanceRequest, pageQuery } from "../requests";
import { instancePage } from "../schemas/instance";
import { job } from "../schemas/job";
import { jobs } from "../schemas/jobs";
import { launchForm } from "../schemas/launch";
import { launchPreview } from "../schemas/preview";
import { id } from "../schemas/values";
import { begun, executionReference } from "./executions";

const ABSENT = "NO_SUCH_JOB";

export const jobEndpoints = [
  endpoint({
    method: "GET",
    path: "/jobs",
    operationId: "listJobs",
    tag: "Jobs",
    summary: "Every job that is installed here or has rows",
    reply: jobs,
    handle: async ({ scope }) => answer(await listJobs(scope.desk.read)),
  }),
  endpoint({
    method: "GET",
    path: "/jobs/{jobName}",
    operationId: "getJob",
    tag: "Jobs",
    summary: "One job: parameters, flow, numbers, trend, grid",
    parameters: jobPath,
    reply: job,
    refusals: [ABSENT],
    handle: async ({ scope, path }) => {
      const view = await readJob(scope.desk.read, path.jobName, scope, null);
      return view ? answer(view) : refuse(scope, ABSENT);
    },
  }),
  endpoint({
    method: "GET",
    path: "/jobs/{jobName}/instances",
    operationId: "listInstances",
    tag: "Jobs",
    summary: "Its instances, newest first",
    parameters: jobPath,
    query: pageQuery,
    reply: instancePage,
    refusals: [ABSENT],
    handle: async ({ scope, path, query }) => {
      const { before = null, after = null, size } = query;
      const found = await listInstances(scope.desk.read, path.jobName, { before, after, size });
      const isKnown = found.total > 0 || scope.desk.read.jobs.get(path.jobName) !== undefined;
      return isKnown ? answer(found) : refuse(scope, ABSENT);
    },
  }),
  endpoint({
    method: "GET",
    path: "/jobs/{jobName}/parameters",
    operationId: "getLaunchForm",
    tag: "Jobs",
    summary: "What a launch takes, with the values a form would begin with",
    parameters: jobPath,
    query: z.strictObject({ from: id.optional().meta({ description: "Execution whose values are taken over." }) }),
    reply: launchForm,
    refusals: [ABSENT],
    handle: async ({ scope, path, query }) => {
      const link = new URLSearchParams(query.from === undefined ? undefined : { from: query.from });
      const view = await showLaunchForm(scope, path.jobName, link);
      return view ? answer(view) : refuse(scope, ABSENT);
    },
  }),
  endpoint({
    method: "POST",
    path: "/jobs/{jobName}/launch-preview",
    operationId: "previewLaunch",
    tag: "Jobs",
    summary: "What a launch with these values would do; writes nothing",
    parameters: jobPath,
    body: launchPreviewRequest,
    reply: launchPreview,
    refusals: [ABSENT],
    handle: async ({ scope, path, body }) => {
      const { jobs: catalogue } = scope.desk.read;
      if (!catalogue.get(path.jobName)) return refuse(scope, ABSENT);
      const values = valuesOf(body.parameters);
      const preview = await previewLaunch({ ...scope, jobs: catalogue }, { jobName: path.jobName, values });
      const secrets = secretsOf(scope, path.jobName, values);
      const { reason, problems } = preview;
      return answer({ ...preview, reason: reason && maskText(reason, secrets), problems: masked(problems, secrets) });
    },
  }),
  endpoint({
    method: "POST",
    path: "/jobs/{jobName}/launch",
    operationId: "launchJob",
    tag: "Jobs",
    summary: "Launch it: a new instance, or the next attempt at an unfinished one",
    parameters: jobPath,
    body: launchRequest,
    status: 201,
    reply: executionReference,
    refusals: [
      "FORBIDDEN",
      ABSENT,
      "JOB_INSTANCE_ALREADY_COMPLETE",
      "JOB_EXECUTION_ALREADY_RUNNING",
      "JOB_PARAMETERS_INVALID",
    ],
    handle: async ({ scope, path, body }) => {
      const values = valuesOf(body.parameters);
      const launched = await launchJob(scope, { jobName: path.jobName, values, reason: body.reason });
      if (launched.ok) return begun(launched);
      return fail(withoutSecrets(launched.error, secretsOf(scope, path.jobName, values)));
    },
  }),
  endpoint({
    method: "POST",
    path: "/jobs/{jobName}/start-next-instance",
    operationId: "startNextInstance",
    tag: "Jobs",
    summary: "Launch it with its last parameters and the incrementer's next value",
    parameters: jobPath,
    body: nextInstanceRequest,
    status: 201,
    reply: executionReference,
    refusals: ["FORBIDDEN", ABSENT, "JOB_EXECUTION_ALREADY_RUNNING", "JOB_PARAMETERS_INVALID"],
    handle: async ({ scope, path, body }) =>
      begun(await startNextInstance(scope, { jobName: path.jobName, reason: body.reason })),
  }),
];

/** As a form holds them: text, and nothing for what is not given. */
function valuesOf(parameters: Readonly<Record<string, string | number | boolean | null>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [name, value === null ? "" : String(value)]),
  );
}

function secretsOf({ desk }: ApiScope, jobName: string, values: Readonly<Record<string, string>>): string[] {
  const given = Object.entries(values).map(([name, value]) => ({ name, value }));
  return secretValues(given, secretNamesOf(desk.read.jobs, jobName));
}

/** A rule of the job may quote the value it refuses. */
function withoutSecrets(failure: Failure, secrets: readonly string[]): Failure {
  const message = maskText(failure.message, secrets);
  return { ...failure, message, ...(failure.problems && { problems: masked(failure.problems, secrets) }) };
}

function masked(problems: Readonly<Record<string, string>>, secrets: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(problems).map(([name, text]) => [name, maskText(text, secrets)]));
}
