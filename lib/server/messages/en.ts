import "server-only";
import type { BatchStatus } from "batch-core/model";

/** Sentences that the server makes: why something cannot be done, and what went wrong. Functions, so that their values are typed. */
export const en = {
  actions: {
    notAllowed: "You may look but not operate.",
    ended: (status: BatchStatus) => `It has ended as ${status}.`,
    stopAsked: "A stop is asked already; it ends at its next chunk.",
    stillStopping: "It was asked to stop and has not had the time yet. This becomes possible when it does not.",
    stillRunning: "It is still running. Stop it first.",
    alive: "Its process is alive. Stop it instead.",
    notRunning: (status: BatchStatus) => `It is ${status}; only an execution whose process is gone needs recovering.`,
    abandonedAlready: "It is abandoned already.",
    completed: "It completed; there is nothing to give up.",
    notLaunchable: (job: string | null) =>
      `Job ${job ?? "without a name"} is not launchable here: it is not among the jobs of this installation. Launch or restart it in the application that has it.`,
    noJobs: "No job is installed here. The applications that write to this database launch theirs.",
    notNewest: (id: string) => `Execution ${id} is a newer attempt at the same instance. Restart that one.`,
    restartCompleted: "It completed. Run it again with a changed identifying parameter.",
    restartAbandoned: "It was abandoned, which is for good. Run it again with a changed identifying parameter.",
    restartUnknown: "Its outcome is UNKNOWN: its data may or may not be there. Recover or abandon it first.",
    noInstance: "Its instance row is missing, so nobody knows what to continue.",
    noNewRows: "The database user may change executions but add none, so nothing can be launched or restarted here.",
    readOnlyTables: "This console may only read its database, so nothing can be changed here.",
  },
  gate: {
    unknownHost: (name: string | null) =>
      name === null
        ? "The request does not say which host it is for."
        : `This console is not known by the name ${name}. Open it by its address, or start it with BATCHDECK_ALLOWED_HOSTS=${name} if that name is yours.`,
    malformedAddress: "The address has a % that stands for nothing. Follow a link, or encode the name in it.",
    noOrigin:
      "The request does not say which page it comes from, so it was not carried out. Programs use the API below /api/v1.",
  },
  errors: {
    JOB_EXECUTION_ALREADY_RUNNING: (at: ErrorPlace) =>
      `It is running already${at.executionId ? ` as execution ${at.executionId}` : ""}. Stop it, wait for it to end, or recover it if its process is gone.`,
    JOB_INSTANCE_ALREADY_COMPLETE: (at: ErrorPlace) =>
      `Instance ${at.instanceId ?? ""} with these identifying parameters is complete or abandoned${at.executionId ? ` (execution ${at.executionId})` : ""}. Change an identifying parameter.`,
    JOB_PARAMETERS_INVALID: () => "Some parameters are not valid.",
    NO_SUCH_JOB: () => "This job is not installed here.",
    NO_SUCH_JOB_EXECUTION: () => "There is no such execution in this database.",
    NO_SUCH_JOB_INSTANCE: () => "There is no such instance in this database.",
    JOB_EXECUTION_NOT_RUNNING: () =>
      "Its status has changed meanwhile, so this can no longer be done. Look at it again.",
    STALE_EXECUTION: () => "Another process changed it at the same moment. Look at it again and decide anew.",
    READ_ONLY_DATABASE: () => "This console may not write that to its database.",
    STILL_WORKING: () =>
      "A step of it moved since you looked: some process is at work on it. Stop it, or wait until nothing moves any more.",
    FORBIDDEN: () => "You may look but not operate.",
    OTHER_SITE: () => "The request came from another site and was not carried out.",
    UNAUTHORIZED: () => "Send a token this installation knows: Authorization: Bearer …",
    NOT_FOUND: () => "There is nothing at this address. GET /api/v1/openapi.json tells what there is.",
    METHOD_NOT_ALLOWED: () => "This address does not take this method; Allow says which it takes.",
    UNSUPPORTED_MEDIA_TYPE: () => "Send the body as application/json.",
    BODY_TOO_LARGE: () => "The body is larger than 1 MiB.",
    INVALID_REQUEST: () => "The request is not understood; problems says where.",
    NO_SUCH_BULK_OPERATION: () => "There is no such bulk operation.",
    BULK_UNAVAILABLE: () =>
      "This database lacks the tables that bulk operations are kept in, and they may not be created here.",
    BULK_TOO_MANY: () => "More than 1,000 executions are chosen. Narrow the filter and do it in parts.",
    BULK_NOTHING_CHOSEN: () => "No execution is chosen.",
    BULK_OTHER_COUNT: () => "Other executions match by now than when you looked. Look again and decide anew.",
    BULK_IS_RUNNING: () => "It is running already.",
    BULK_NOT_RUNNING: () => "It is not running.",
    BULK_IS_DONE: () => "It is done. To repeat what was refused or failed, say so.",
    DATABASE_UNAVAILABLE: () => "The database does not answer.",
    UNEXPECTED: () => "Something went wrong that should not have. The server's log says more.",
  } satisfies Record<string, Sentence>,
};

type Sentence = (at: ErrorPlace) => string;

/** What stands in the way, where the error knows. */
export interface ErrorPlace {
  readonly executionId?: string;
  readonly instanceId?: string;
}

/** Every sentence may be asked with the place, whether it uses it or not. */
export interface ServerMessages {
  readonly actions: typeof en.actions;
  readonly gate: {
    readonly unknownHost: typeof en.gate.unknownHost;
    readonly malformedAddress: string;
    readonly noOrigin: string;
  };
  readonly errors: Readonly<Record<keyof typeof en.errors, Sentence>>;
}
