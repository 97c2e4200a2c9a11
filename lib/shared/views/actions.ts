/** What may be done, and if not why, in the reader's language. */
export interface ActionState {
  readonly enabled: boolean;
  readonly reason: string | null;
}

export type ExecutionAction = "stop" | "restart" | "runAgain" | "abandon" | "recover";
export type ExecutionActions = Readonly<Record<ExecutionAction, ActionState>>;
