import "server-only";
import { z } from "zod";
import { apiRoutes } from "@/lib/shared/api-routes";
import type { Result } from "@/lib/shared/result";
import { compareExecutions, usualPartnerOf } from "../../read-model/compare/compare";
import { readPartitions } from "../../read-model/execution/partitions";
import { readStepContext } from "../../read-model/execution/step-context";
import { readStepHistory } from "../../read-model/execution/step-history";
import { listExecutions } from "../../read-model/executions";
import type { SharedReads } from "../../shared-reads";
import { abandonExecution } from "../../use-cases/abandon-execution";
import { previewRestart } from "../../use-cases/preview-launch";
import { recoverExecution } from "../../use-cases/recover-execution";
import { restartExecution } from "../../use-cases/restart-execution";
import { showExecution } from "../../use-cases/show-execution";
import { stopExecution } from "../../use-cases/stop-execution";
import { type Answer, type ApiScope, answer, endpoint, refuse } from "../endpoint";
import { actionRequest, executionPath, pageQuery } from "../requests";
import { comparison } from "../schemas/compare";
import { component } from "../schemas/component";
import { context } from "../schemas/context";
import { execution } from "../schemas/execution";
import { executionPage } from "../schemas/execution-row";
import { partitions } from "../schemas/partitions";
import { restartPreview } from "../schemas/preview";
import { stepHistory, steps } from "../schemas/step";
import { id } from "../schemas/values";

export const executionReference = component(
  "ExecutionReference",
  "The execution to look at now.",
  z.strictObject({ executionId: id }),
);

/** A program that has just changed something reads what is so now, not what some browser was shown a second ago. */
const UNSHARED: SharedReads = { get: (_key, _maxAgeMs, read) => read(), forget: () => {} };

function readNow(scope: ApiScope, executionId: string) {
  return showExecution({ ...scope, desk: { ...scope.desk, shared: UNSHARED } }, executionId);
}

const ABSENT = "NO_SUCH_JOB_EXECUTION";

export function begun(result: Result<{ readonly executionId: string }>): Result<Answer<{ executionId: string }>> {
  if (!result.ok) return result;
  const { executionId } = result.value;
  return answer({ executionId }, apiRoutes.execution(executionId));
}

function done(result: Result<{ readonly executionId: string }>): Result<Answer<{ executionId: string }>> {
  return result.ok ? answer({ executionId: result.value.executionId }) : result;
}

export const executionEndpoints = [
  endpoint({
    method: "GET",
    path: "/executions",
    operationId: "listExecutions",
    tag: "Executions",
    summary: "Executions that match, newest first",
    takesFilter: true,
    query: pageQuery,
    reply: executionPage,
    handle: async ({ scope, filter, query }) => {
      const { before = null, after = null, size } = query;
      const page = { before, after: before === null ? after : null, size };
      return answer(await listExecutions(scope.desk.read, filter, page));
    },
  }),
  endpoint({
    method: "GET",
    path: "/executions/{executionId}",
    operationId: "getExecution",
    tag: "Executions",
    summary: "One execution: cause, steps, parameters, contexts, audit, and what may be done",
    parameters: executionPath,
    reply: execution,
    refusals: [ABSENT],
    handle: async ({ scope, path }) => {
      const view = await readNow(scope, path.executionId);
      return view ? answer(view) : refuse(scope, ABSENT);
    },
  }),
  endpoint({
    method: "GET",
    path: "/executions/{executionId}/steps",
    operationId: "listSteps",
    tag: "Executions",
    summary: "Its steps",
    parameters: executionPath,
    reply: steps,
    refusals: [ABSENT],
    handle: async ({ scope, path }) => {
      const view = await readNow(scope, path.executionId);
      if (!view) return refuse(scope, ABSENT);
      return answer({ readAt: view.readAt, executionId: view.row.id, items: view.steps });
    },
  }),
  endpoint({
    method: "GET",
    path: "/executions/{executionId}/steps/{stepExecutionId}/context",
    operationId: "getStepContext",
    tag: "Executions",
    summary: "The ExecutionContext of one step, partition workers included",
    parameters: executionPath.extend({ stepExecutionId: id }),
    reply: context,
    refusals: [ABSENT],
    handle: async ({ scope, path }) => {
      const view = await readStepContext(scope.desk.read, path.executionId, path.stepExecutionId);
      return view ? answer(view) : refuse(scope, ABSENT);
    },
  }),
  endpoint({
    method: "GET",
    path: "/executions/{executionId}/steps/{stepExecutionId}/history",
    operationId: "getStepHistory",
    tag: "Executions",
    summary: "How the same step has been doing in executions before",
    parameters: executionPath.extend({ stepExecutionId: id }),
    reply: stepHistory,
    refusals: [ABSENT],
    handle: async ({ scope, path }) => {
      const view = await readStepHistory(scope.desk.read, path.executionId, path.stepExecutionId);
      return view ? answer(view) : refuse(scope, ABSENT);
    },
  }),
  endpoint({
    method: "GET",
    path: "/executions/{executionId}/partitions/{managerId}",
    operationId: "listPartitions",
    tag: "Executions",
    summary: "The workers of a partitioned step, failed and slow ones first",
    parameters: executionPath.extend({ managerId: id }),
    query: pageQuery,
    reply: partitions,
    refusals: [ABSENT],
    handle: async ({ scope, path, query }) => {
      const { before = null, after = null, size } = query;
      const view = await readPartitions(scope.desk.read, path.executionId, path.managerId, { before, after, size });
      return view ? answer(view) : refuse(scope, ABSENT);
    },
  }),
  endpoint({
    method: "GET",
    path: "/executions/{executionId}/restart-preview",
    operationId: "previewRestart",
    tag: "Executions",
    summary: "What a restart would do, step by step; writes nothing",
    parameters: executionPath,
    reply: restartPreview,
    refusals: [ABSENT],
    handle: async ({ scope, path }) => {
      const view = await readNow(scope, path.executionId);
      if (!view) return refuse(scope, ABSENT);
      if (view.restartPreview?.declared) return answer(view.restartPreview);
      const { jobs } = scope.desk.read;
      return answer(await previewRestart({ ...scope, jobs }, view.row.jobName ?? "", path.executionId));
    },
  }),
  endpoint({
    method: "GET",
    path: "/comparison",
    operationId: "compareExecutions",
    tag: "Executions",
    summary: "Two executions side by side",
    query: z.strictObject({
      a: id,
      b: id.optional().meta({ description: "The last good execution of its job before it, when not given." }),
    }),
    reply: comparison,
    refusals: [ABSENT],
    handle: async ({ scope, query }) => {
      const { read } = scope.desk;
      const b = query.b ?? (await usualPartnerOf(read, query.a));
      const view = b === null ? null : await compareExecutions(read, query.a, b);
      return view ? answer(view) : refuse(scope, ABSENT);
    },
  }),
  endpoint({
    method: "POST",
    path: "/executions/{executionId}/restart",
    operationId: "restartExecution",
    tag: "Executions",
    summary: "Continue its instance with the same parameters: a new execution, never a new instance",
    parameters: executionPath,
    body: actionRequest,
    status: 201,
    reply: executionReference,
    refusals: ["FORBIDDEN", ABSENT, "JOB_INSTANCE_ALREADY_COMPLETE", "STALE_EXECUTION"],
    handle: async ({ scope, path, body }) =>
      begun(await restartExecution(scope, { executionId: path.executionId, ...versioned(body) })),
  }),
  endpoint({
    method: "POST",
    path: "/executions/{executionId}/stop",
    operationId: "stopExecution",
    tag: "Executions",
    summary: "Ask it to stop at its next chunk boundary",
    description:
      "It is STOPPING afterwards, and STOPPED when its process has noticed: ask for the execution until it is.",
    parameters: executionPath,
    body: actionRequest,
    status: 202,
    reply: executionReference,
    refusals: ["FORBIDDEN", ABSENT, "JOB_EXECUTION_NOT_RUNNING", "STALE_EXECUTION"],
    handle: async ({ scope, path, body }) =>
      done(await stopExecution(scope, { executionId: path.executionId, ...versioned(body) })),
  }),
  endpoint({
    method: "POST",
    path: "/executions/{executionId}/abandon",
    operationId: "abandonExecution",
    tag: "Executions",
    summary: "Give it up for good: its instance can never be restarted",
    parameters: executionPath,
    body: actionRequest,
    reply: executionReference,
    refusals: ["FORBIDDEN", ABSENT, "NOT_NOW", "STALE_EXECUTION", "STILL_WORKING"],
    handle: async ({ scope, path, body }) =>
      done(await abandonExecution(scope, { executionId: path.executionId, ...versioned(body) })),
  }),
  endpoint({
    method: "POST",
    path: "/executions/{executionId}/recover",
    operationId: "recoverExecution",
    tag: "Executions",
    summary: "End an execution whose process is gone as FAILED, so that it can be restarted",
    parameters: executionPath,
    body: actionRequest,
    reply: executionReference,
    refusals: ["FORBIDDEN", ABSENT, "NOT_NOW", "STALE_EXECUTION", "STILL_WORKING"],
    handle: async ({ scope, path, body }) =>
      done(await recoverExecution(scope, { executionId: path.executionId, ...versioned(body) })),
  }),
];

function versioned({ reason, expectedVersion = null, expectedStepsVersion = null }: z.output<typeof actionRequest>) {
  return { reason, expectedVersion, expectedStepsVersion };
}
