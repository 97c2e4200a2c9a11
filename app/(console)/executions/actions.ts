"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { openRequest } from "@/lib/server/request";
import { abandonExecution } from "@/lib/server/use-cases/abandon-execution";
import type { UseCaseScope } from "@/lib/server/use-cases/operate";
import { recoverExecution } from "@/lib/server/use-cases/recover-execution";
import { restartExecution } from "@/lib/server/use-cases/restart-execution";
import { executionReadKey } from "@/lib/server/use-cases/show-execution";
import { type ExecutionRequest, stopExecution } from "@/lib/server/use-cases/stop-execution";
import { isId } from "@/lib/shared/ids";
import { fail, type Result } from "@/lib/shared/result";
import type { SeenVersions } from "@/lib/shared/views";

type Done = Result<{ readonly executionId: string }>;

/** What a browser sends is checked here; what it may do is checked in the use-case. */
const request = z.object({
  executionId: z.string().refine(isId),
  reason: z.string().max(500),
  seen: z.object({ version: z.int().min(0), stepsVersion: z.number().min(0) }),
});

export async function stopExecutionAction(executionId: string, reason: string, seen: SeenVersions): Promise<Done> {
  return act(stopExecution, executionId, reason, seen);
}

export async function restartExecutionAction(executionId: string, reason: string, seen: SeenVersions): Promise<Done> {
  return act(restartExecution, executionId, reason, seen);
}

export async function abandonExecutionAction(executionId: string, reason: string, seen: SeenVersions): Promise<Done> {
  return act(abandonExecution, executionId, reason, seen);
}

export async function recoverExecutionAction(executionId: string, reason: string, seen: SeenVersions): Promise<Done> {
  return act(recoverExecution, executionId, reason, seen);
}

async function act(
  work: (scope: UseCaseScope, request: ExecutionRequest) => Promise<Done>,
  executionId: string,
  reason: string,
  seen: SeenVersions,
): Promise<Done> {
  const scope = await openRequest();
  const parsed = request.safeParse({ executionId, reason, seen });
  if (!parsed.success) {
    return fail({ code: "NO_SUCH_JOB_EXECUTION", message: scope.messages.errors.NO_SUCH_JOB_EXECUTION({}) });
  }
  const result = await work(scope, {
    executionId,
    reason: parsed.data.reason.trim() || null,
    expectedVersion: parsed.data.seen.version,
    expectedStepsVersion: parsed.data.seen.stepsVersion,
  });
  // Its page is asked for again at once, and has to show what has just been done.
  scope.desk.shared.forget(executionReadKey(executionId));
  refresh();
  return result;
}
