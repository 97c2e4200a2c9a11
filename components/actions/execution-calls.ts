import type { Result } from "@/lib/shared/result";
import type { ExecutionAction, Id, SeenVersions } from "@/lib/shared/views";

/** What the server does when it is asked to; the answer tells which execution to look at now. */
export type ExecutionCalls = Readonly<
  Record<
    Exclude<ExecutionAction, "runAgain">,
    (executionId: Id, reason: string, seen: SeenVersions) => Promise<Result<{ readonly executionId: Id }>>
  >
>;
