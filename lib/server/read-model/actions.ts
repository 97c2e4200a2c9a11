import "server-only";
import type { DatabaseRights } from "batch-core";
import { isRunning } from "batch-core/model";
import type { ActionState, ExecutionActions, ExecutionRow } from "@/lib/shared/views";
import { type Actor, mayOperate } from "../actor";
import type { ServerMessages } from "../messages";

const ENABLED: ActionState = { enabled: true, reason: null };

function because(reason: string): ActionState {
  return { enabled: false, reason };
}

/** What may be done to an execution by this actor, and if not why. The engine has the last word when it is done. */
export function executionActions(
  row: ExecutionRow,
  facts: {
    readonly actor: Actor;
    readonly messages: ServerMessages;
    readonly rights: DatabaseRights;
    /** The job is installed here. */
    readonly launchable: boolean;
    /** Newest attempt at the same instance. */
    readonly newestAttemptId: string;
  },
): ExecutionActions {
  const { actions: say } = facts.messages;
  if (!mayOperate(facts.actor)) {
    const no = because(say.notAllowed);
    return { stop: no, restart: no, runAgain: no, abandon: no, recover: no };
  }
  const runAgain = facts.launchable ? ENABLED : because(say.notLaunchable(row.jobName));
  const { operate, launch } = facts.rights;
  const changed = (state: () => ActionState) => (operate ? state() : because(say.readOnlyTables));
  const added = (state: () => ActionState) =>
    launch ? state() : because(operate ? say.noNewRows : say.readOnlyTables);
  return {
    stop: changed(() => stop(row, say)),
    restart: added(() => restart(row, facts)),
    runAgain: added(() => runAgain),
    abandon: changed(() => abandon(row, say)),
    recover: changed(() => recover(row, say)),
  };
}

function stop({ status }: ExecutionRow, say: ServerMessages["actions"]): ActionState {
  if (status === "STARTING" || status === "STARTED") return ENABLED;
  return because(status === "STOPPING" ? say.stopAsked : say.ended(status));
}

function restart(
  row: ExecutionRow,
  { messages, launchable, newestAttemptId }: Parameters<typeof executionActions>[1],
): ActionState {
  const { actions: say } = messages;
  if (isRunning(row.status)) return because(say.stillRunning);
  if (row.instanceId === null) return because(say.noInstance);
  if (row.status === "COMPLETED") return because(say.restartCompleted);
  if (row.status === "ABANDONED") return because(say.restartAbandoned);
  if (row.status === "UNKNOWN") return because(say.restartUnknown);
  if (newestAttemptId !== row.id) return because(say.notNewest(newestAttemptId));
  return launchable ? ENABLED : because(say.notLaunchable(row.jobName));
}

function abandon({ status, liveness }: ExecutionRow, say: ServerMessages["actions"]): ActionState {
  if (status === "ABANDONED") return because(say.abandonedAlready);
  if (status === "COMPLETED") return because(say.completed);
  if (status === "STOPPING") return liveness === "stopping" ? because(say.stillStopping) : ENABLED;
  return isRunning(status) ? because(say.stillRunning) : ENABLED;
}

function recover({ status, liveness }: ExecutionRow, say: ServerMessages["actions"]): ActionState {
  if (status === "UNKNOWN") return ENABLED;
  if (!isRunning(status)) return because(say.notRunning(status));
  return liveness === "suspect" || liveness === "lost" ? ENABLED : because(say.alive);
}
