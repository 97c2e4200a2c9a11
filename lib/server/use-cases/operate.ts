import "server-only";
import { type Failure, fail, ok, type Result } from "@/lib/shared/result";
import type { ExecutionActions } from "@/lib/shared/views";
import { type Actor, mayOperate } from "../actor";
import { BatchError, NoSuchJobExecutionError, StaleExecutionError } from "../engine";
import type { ServerMessages } from "../messages";
import { executionActions } from "../read-model/actions";
import { findExecutions } from "../read-model/executions";
import { sql } from "../read-model/rows/sql";
import type { Desk } from "../runtime";

/** What a use-case works with. */
export interface UseCaseScope {
  readonly desk: Pick<Desk, "runtime" | "read" | "log">;
  readonly actor: Actor;
  readonly messages: ServerMessages;
}

export type OperatorAction =
  | "launch"
  | "startNextInstance"
  | "stop"
  | "restart"
  | "abandon"
  | "recover"
  | "bulk"
  | "bulkContinue"
  | "bulkPause";

export interface Operation {
  readonly action: OperatorAction;
  readonly executionId: bigint | null;
  readonly jobName: string | null;
  readonly reason: string | null;
  /** VERSION of the execution that the decision was made on; any when absent. */
  readonly expectedVersion?: number | null | undefined;
  /** The bulk operation it is part of. */
  readonly bulkId?: bigint | null | undefined;
}

/** What an operation led to; the execution it is about, or the new one. */
export interface Outcome {
  readonly executionId: bigint;
  readonly instanceId: bigint | null;
}

const REASON_LENGTH_MAX = 500;
const MESSAGE_LENGTH_MAX = 2_500;

/**
 * The order that every operation keeps: may this actor, do it, write down what came of it (refusals too), say it in the reader's language.
 * Errors that are nobody's decision are thrown on, but not before they are in the audit.
 */
export async function operate(
  scope: UseCaseScope,
  operation: Operation,
  work: () => Promise<Outcome>,
): Promise<Result<{ readonly executionId: string }>> {
  const before = operation.executionId === null ? null : await targetOf(scope, operation.executionId);
  if (!mayOperate(scope.actor)) {
    const failure = { code: "FORBIDDEN", message: scope.messages.errors.FORBIDDEN({}) };
    await writeAudit(scope, operation, before, null, "REFUSED", failure.message);
    return fail(failure);
  }
  try {
    mustBeUnchanged(operation, before);
    const outcome = await work();
    const after = await targetOf(scope, outcome.executionId);
    await writeAudit(scope, operation, before, after, "DONE", null);
    return ok({ executionId: String(outcome.executionId) });
  } catch (error) {
    const refused = error instanceof BatchError;
    await writeAudit(scope, operation, before, null, refused ? "REFUSED" : "FAILED", messageOf(error));
    if (!refused) throw error;
    return fail(toFailure(error, scope.messages));
  }
}

/** @throws {StaleExecutionError} when the execution is not as it was when it was looked at */
function mustBeUnchanged({ executionId, expectedVersion }: Operation, before: Target | null): void {
  if (executionId === null || before === null || expectedVersion === null || expectedVersion === undefined) return;
  if (before.version !== expectedVersion) throw new StaleExecutionError("job", executionId, expectedVersion);
}

/** The refusal in the reader's language where there are words for it, else in the engine's. */
export function toFailure(error: InstanceType<typeof BatchError>, messages: ServerMessages): Failure {
  const ids = error as { jobExecutionId?: bigint; jobInstanceId?: bigint; problems?: Record<string, string> }; // fields of some errors
  const at = {
    ...(ids.jobExecutionId !== undefined && { executionId: String(ids.jobExecutionId) }),
    ...(ids.jobInstanceId !== undefined && { instanceId: String(ids.jobInstanceId) }),
  };
  return {
    code: error.code,
    message: sentenceOf(error.code, error.message, at, messages),
    ...at,
    ...(ids.problems && { problems: ids.problems }),
  };
}

export function sentenceOf(
  code: string,
  fallback: string,
  at: { readonly executionId?: string; readonly instanceId?: string },
  { errors }: ServerMessages,
): string {
  return code in errors ? errors[code as keyof typeof errors](at) : fallback;
}

/** The console's own refusal: the engine would do it, but an operator who saw the whole picture would not. */
class NotNowError extends BatchError {
  readonly code = "NOT_NOW";
}

/**
 * What a button of this action would say, asked once more at the time of the deed.
 * @throws {NotNowError} with the button's reason
 */
export async function mustBeAllowed(
  { desk, actor, messages }: UseCaseScope,
  action: keyof ExecutionActions,
  executionId: bigint,
): Promise<void> {
  const [stored] = await findExecutions(desk.read, [sql`e.JOB_EXECUTION_ID = ${executionId}`], 1);
  if (!stored) throw new NoSuchJobExecutionError(executionId);
  const launchable = stored.jobName !== null && desk.read.jobs.get(stored.jobName) !== undefined;
  const facts = { actor, messages, rights: desk.read.rights, launchable, newestAttemptId: stored.id };
  const { enabled, reason } = executionActions(stored.row, facts)[action];
  if (!enabled) throw new NotNowError(reason ?? "");
}

interface Target {
  readonly executionId: bigint;
  readonly jobName: string | null;
  readonly instanceId: bigint | null;
  readonly status: string | null;
  readonly version: number;
}

async function targetOf({ desk }: UseCaseScope, executionId: bigint): Promise<Target | null> {
  const { database, layout } = desk.runtime;
  const [row] = await database.query<{
    jobName: string | null;
    instanceId: number | bigint;
    status: string | null;
    version: number | null;
  }>(
    `select i.JOB_NAME as jobName, e.JOB_INSTANCE_ID as instanceId, e.STATUS as status, e.VERSION as version
       from ${layout.prefix}JOB_EXECUTION e left join ${layout.prefix}JOB_INSTANCE i on i.JOB_INSTANCE_ID = e.JOB_INSTANCE_ID
      where e.JOB_EXECUTION_ID = ?`,
    [executionId],
  );
  if (!row) return null;
  const { jobName, status } = row;
  return { executionId, jobName, instanceId: BigInt(row.instanceId), status, version: Number(row.version ?? 0) };
}

/** What happened has happened: that it could not be written down is logged, and does not turn it into a failure. */
export async function writeAudit(
  { desk, actor }: UseCaseScope,
  operation: Operation,
  before: Target | null,
  after: Target | null,
  result: "DONE" | "REFUSED" | "FAILED",
  message: string | null,
): Promise<void> {
  const { database, layout } = desk.runtime;
  if (!desk.runtime.rights.sideTables) return;
  const target = after ?? before;
  const bulk = operation.bulkId ?? null;
  try {
    await database.execute(
      `insert into ${layout.sidePrefix}AUDIT (CREATED_AT, ACTOR, ACTION, JOB_NAME, JOB_INSTANCE_ID, JOB_EXECUTION_ID, REASON,
         BEFORE_STATUS, AFTER_STATUS, RESULT, MESSAGE${bulk === null ? "" : ", BULK_ID"})
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?${bulk === null ? "" : ", ?"})`,
      [
        new Date(),
        actor.name,
        operation.action,
        target?.jobName ?? operation.jobName,
        target?.instanceId ?? null,
        target?.executionId ?? operation.executionId,
        operation.reason?.slice(0, REASON_LENGTH_MAX) || null,
        before?.status ?? null,
        after?.status ?? null,
        result,
        message?.slice(0, MESSAGE_LENGTH_MAX) ?? null,
        ...(bulk === null ? [] : [bulk]),
      ],
    );
  } catch (error) {
    desk.log.error({ error: messageOf(error), action: operation.action }, "The audit entry could not be written");
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
