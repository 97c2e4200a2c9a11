import type { RuntimeSettings } from "../operator/runtime-settings.ts";
import type { DatabaseRights } from "../repository/database-rights.ts";
import type { StepReply, StepRequest } from "../runner/run-environment.ts";

/** What a thread is started with. */
export interface ThreadData {
  readonly settings: RuntimeSettings;
  readonly rights: DatabaseRights;
  /** The host runs steps in further threads for it. */
  readonly lends: boolean;
}

/** How a step ended that was run for another thread. */
export type StepAnswer =
  | { readonly reply: StepReply }
  /** It could not be tried, or its end could not be saved. */
  | { readonly problem: string; readonly isStale: boolean };

/** Host to thread. `call` numbers what the thread asked for, or what the host asks it for. */
export type ThreadRequest =
  | { readonly run: string }
  | { readonly runStep: StepRequest; readonly call: number }
  | { readonly answer: StepAnswer; readonly call: number }
  | { readonly close: true };

/** Thread to host. `problem`: the execution could not even be tried, and its rows are as they were. */
export type ThreadReply =
  | { readonly ready: true }
  | { readonly ended: string; readonly problem: string | null }
  | { readonly lend: StepRequest; readonly call: number }
  | { readonly answer: StepAnswer; readonly call: number };
