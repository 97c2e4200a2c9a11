import "server-only";
import type { JobParameters } from "batch-core/model";
import { isSecretName } from "@/lib/shared/secret-names";
import type { KeyParameter, LaunchPreviewView, RestartPreviewView } from "@/lib/shared/views";
import { BatchError, identifyingParameters } from "../engine";
import { MASK, maskValue } from "../masking";
import { secretNamesOf } from "../read-model/job-catalogue";
import type { ReadContext } from "../read-model/read-context";
import { dateText } from "../read-model/rows/parameters";
import { completeValues, type LaunchRequest } from "./launch-job";
import { sentenceOf, toFailure, type UseCaseScope } from "./operate";

type PreviewScope = UseCaseScope & { readonly jobs: ReadContext["jobs"] };

/** What a launch with these values would do. Writes nothing; a launch right after it does the same. */
export async function previewLaunch(scope: PreviewScope, request: LaunchRequest): Promise<LaunchPreviewView> {
  try {
    const preview = await scope.desk.runtime.operator.preview(request.jobName, await completeValues(scope, request));
    return toView(scope, request.jobName, preview);
  } catch (error) {
    return refused(scope, error);
  }
}

/** What a restart of an execution would do, step by step. */
export async function previewRestart(
  scope: PreviewScope,
  jobName: string,
  executionId: string,
): Promise<RestartPreviewView> {
  try {
    const preview = await scope.desk.runtime.operator.previewRestart(BigInt(executionId));
    return {
      ...toView(scope, jobName, preview),
      declared: true,
      steps: preview.steps.map(({ name, will, from }) => ({
        name,
        will,
        from:
          from &&
          Object.entries(from).map(([key, value]) => ({ key, value: isSecretName(key) ? MASK : String(value) })),
      })),
    };
  } catch (error) {
    return { ...refused(scope, error), declared: true, steps: [] };
  }
}

type Preview = Awaited<ReturnType<UseCaseScope["desk"]["runtime"]["operator"]["preview"]>>;

function toView({ desk, messages, jobs }: PreviewScope, jobName: string, preview: Preview): LaunchPreviewView {
  const at = {
    ...(preview.lastExecutionId !== null && { executionId: String(preview.lastExecutionId) }),
    ...(preview.jobInstanceId !== null && { instanceId: String(preview.jobInstanceId) }),
  };
  return {
    decision: preview.decision,
    instanceId: preview.jobInstanceId === null ? null : String(preview.jobInstanceId),
    lastExecutionId: preview.lastExecutionId === null ? null : String(preview.lastExecutionId),
    attempt: preview.attempt,
    code: preview.code,
    reason: preview.code === null ? null : sentenceOf(preview.code, preview.reason ?? "", at, messages),
    identifying: identifyingOf(preview.parameters, secretNamesOf(jobs, jobName), desk.runtime.layout.timeZone),
    problems: {},
  };
}

function identifyingOf(parameters: JobParameters, alsoSecret: ReadonlySet<string>, timeZone: string): KeyParameter[] {
  return identifyingParameters(parameters).map(([name, { value }]) => {
    const text = value === null ? null : value instanceof Date ? dateText(value, timeZone) : String(value);
    return { name, value: maskValue({ name, value: text }, alsoSecret), identifying: true };
  });
}

function refused({ messages }: PreviewScope, error: unknown): LaunchPreviewView {
  if (!(error instanceof BatchError)) throw error;
  const failure = toFailure(error, messages);
  return {
    decision: "refused",
    instanceId: failure.instanceId ?? null,
    lastExecutionId: failure.executionId ?? null,
    attempt: 0,
    code: failure.code,
    reason: failure.message,
    identifying: [],
    problems: failure.problems ?? {},
  };
}
