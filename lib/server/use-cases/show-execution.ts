import "server-only";
import { isRunning } from "batch-core/model";
import type { ExecutionView } from "@/lib/shared/views";
import { readExecution } from "../read-model/execution/execution";
import type { Desk } from "../runtime";
import type { UseCaseScope } from "./operate";
import { previewRestart } from "./preview-launch";

/** Many browsers with the same execution cost one reading per this time. */
const SHARED_MS = 1_500;

/** How keys of shared readings of an execution begin. */
export function executionReadKey(executionId: string): string {
  return `execution ${executionId} `;
}

/** As the running board says it: that one remembers how fast it goes. */
async function etaOf(read: Desk["read"], { row }: ExecutionView): Promise<ExecutionView["eta"]> {
  if (!isRunning(row.status)) return null;
  const { rows } = await read.live();
  return rows.find(({ id }) => id === row.id)?.eta ?? null;
}

/** One execution with what a restart would do, if one is possible. Null when there is none of this id. */
export function showExecution(
  scope: UseCaseScope & { readonly desk: Pick<Desk, "shared"> },
  executionId: string,
): Promise<ExecutionView | null> {
  const { read, shared } = scope.desk;
  const key = `${executionReadKey(executionId)}${scope.actor.role} ${scope.messages.errors.UNEXPECTED({})}`;
  return shared.get(key, SHARED_MS, async () => {
    const known = await readExecution(read, executionId, scope);
    const view = known && { ...known, eta: await etaOf(read, known) };
    if (!view?.actions.restart.enabled || view.row.jobName === null) return view;
    const restartPreview = await previewRestart({ ...scope, jobs: read.jobs }, view.row.jobName, executionId);
    if (restartPreview.decision !== "refused") return { ...view, restartPreview };
    // The engine knows better: some rules lie in the definition.
    const restart = { enabled: false, reason: restartPreview.reason };
    return { ...view, restartPreview, actions: { ...view.actions, restart } };
  });
}
