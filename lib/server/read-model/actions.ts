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

/** Who asks, and what this installation and its database user can do. */
interface ActionFacts {
  readonly actor: Actor;
  readonly messages: ServerMessages;
  readonly rights: DatabaseRights;
  /** The job is installed here, or any where it is about none. */
  readonly launchable: boolean;
}

/** What may be done to an execution by this actor, and if not why. The engine has the last word when it is done. */
export function executionActions(
  row: ExecutionRow,
  facts: ActionFacts & {
    /** Newest attempt at the same instance. */
    readonly newestAttemptId: string;
  },
): ExecutionActions {
  const { actions: say } = facts.messages;
  const { operate, launch } = whyNot(facts);
  return {
    stop: operate ?? stop(row, say),
    restart: launch ?? restart(row, facts),
    runAgain: launchState(row.jobName, facts),
    abandon: operate ?? abandon(row, say),
    recover: operate ?? recover(row, say),
  };
}

export function launchState(jobName: string | null, facts: ActionFacts): ActionState {
  const { launchable, messages } = facts;
  return whyNot(facts).launch ?? (launchable ? ENABLED : because(messages.actions.notLaunchable(jobName)));
}

/** Whether anything can be launched here at all. */
export function anyLaunchState(facts: ActionFacts): ActionState {
  return whyNot(facts).launch ?? (facts.launchable ? ENABLED : because(facts.messages.actions.noJobs));
}

/** What forbids to change rows, and to add rows, whatever they are. */
function whyNot({ actor, messages: { actions: say }, rights }: ActionFacts): {
  readonly operate: ActionState | null;
  readonly launch: ActionState | null;
} {
  if (!mayOperate(actor)) return { operate: because(say.notAllowed), launch: because(say.notAllowed) };
  if (!rights.operate) return { operate: because(say.readOnlyTables), launch: because(say.readOnlyTables) };
  return { operate: null, launch: rights.launch ? null : because(say.noNewRows) };
}

function stop({ status }: ExecutionRow, say: ServerMessages["actions"]): ActionState {
  if (status === "STARTING" || status === "STARTED") return ENABLED;
  return because(status === "STOPPING" ? say.stopAsked : say.ended(status));
}

function restart(
  row: ExecutionRow,
  { messages, launchable, newestAttemptId }: ActionFacts & { readonly newestAttemptId: string },
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
  if (liveness === "suspect" || liveness === "lost") return ENABLED;
  return because(status === "STOPPING" ? say.stillStopping : say.alive);
}
