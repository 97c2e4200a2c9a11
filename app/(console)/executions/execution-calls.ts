import type { ExecutionCalls } from "@/components/actions/execution-calls";
import { abandonExecutionAction, recoverExecutionAction, restartExecutionAction, stopExecutionAction } from "./actions";

/** What the buttons of an execution call. */
export const executionCalls: ExecutionCalls = {
  stop: stopExecutionAction,
  restart: restartExecutionAction,
  abandon: abandonExecutionAction,
  recover: recoverExecutionAction,
};
