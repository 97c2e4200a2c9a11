import "server-only";
import { cache } from "react";
import type { PageRequest } from "@/lib/shared/filter/execution-filter";
import type { AttemptView, InstanceRow, InstanceView, Page } from "@/lib/shared/views";
import type { Actor } from "../../actor";
import type { ServerMessages } from "../../messages";
import { executionActions } from "../actions";
import { rowSteps, secretNamesOf } from "../job-catalogue";
import { parameterViews } from "../parameter-views";
import type { ReadContext } from "../read-context";
import { completeExecutions, executionColumns, executionJoins, type StoredExecution } from "../rows/execution-rows";
import { keyParameters, parametersOf, type StoredParameter } from "../rows/parameters";
import { join, raw, sql, where } from "../rows/sql";
import { readSteps } from "../rows/step-rows";
import { countInstances } from "../rows/stored-jobs";
import { toCount, toDate, toId, toInstant, toStatus, toText } from "../rows/values";
import { layOutTimeline } from "../timeline";

/** Instances of a job, newest first: four statements. The cursor is an instance id. */
export async function listInstances(
  context: ReadContext,
  jobName: string,
  page: PageRequest,
): Promise<Page<InstanceRow>> {
  const bounds = [
    sql`JOB_NAME = ${jobName}`,
    ...(page.before ? [sql`JOB_INSTANCE_ID < ${BigInt(page.before)}`] : []),
    ...(page.after ? [sql`JOB_INSTANCE_ID > ${BigInt(page.after)}`] : []),
  ];
  const [found, totals] = await Promise.all([
    context.prisma.$queryRaw<Record<string, unknown>[]>(sql`
      select JOB_INSTANCE_ID as id, JOB_NAME as jobName, JOB_KEY as jobKey from BATCH_JOB_INSTANCE ${where(bounds)}
      order by JOB_INSTANCE_ID ${raw(page.after ? "asc" : "desc")} limit ${page.size + 1}`),
    countInstances(context.prisma, [jobName]),
  ]);
  const hasMore = found.length > page.size;
  const shown = hasMore ? found.slice(0, page.size) : found;
  if (page.after) shown.reverse();
  const items = await describe(context, shown);
  const total = totals.get(jobName) ?? { value: 0, capped: false };
  return {
    items,
    newer: page.before || (page.after && hasMore) ? (items[0]?.id ?? null) : null,
    older: page.after || hasMore ? (items.at(-1)?.id ?? null) : null,
    total: total.value,
    totalCapped: total.capped,
    searchedTo: null,
    readAt: context.now().toISOString(),
  };
}

/** Attempts kept in sight of one instance: jobs without identifying parameters have one instance for ever. */
const ATTEMPTS_MAX = 50;

async function describe(
  context: ReadContext,
  instances: readonly Readonly<Record<string, unknown>>[],
): Promise<InstanceRow[]> {
  if (instances.length === 0) return [];
  const ids = instances.map(({ id }) => BigInt(String(id)));
  const { timeZone } = context.layout;
  const summaries = await context.prisma.$queryRaw<Record<string, unknown>[]>(sql`
    select t.*, e.STATUS as status, cast(e.END_TIME as char) as ended from (
      select JOB_INSTANCE_ID as instanceId, count(*) as attempts, max(JOB_EXECUTION_ID) as lastId,
        min(cast(START_TIME as char)) as firstStarted, ${totalMs(context)} as totalMs
      from BATCH_JOB_EXECUTION where JOB_INSTANCE_ID in (${join(ids)}) group by JOB_INSTANCE_ID) t
    join BATCH_JOB_EXECUTION e on e.JOB_EXECUTION_ID = t.lastId`);
  const byInstance = new Map(summaries.map((summary) => [String(summary.instanceId), summary]));
  const parameters = await parametersOf(
    context,
    summaries.map(({ lastId }) => String(lastId)),
  );
  return instances.map((instance): InstanceRow => {
    const id = String(instance.id);
    const jobName = toText(instance.jobName) ?? "";
    const summary = byInstance.get(id);
    const lastId = toId(summary?.lastId);
    const identifying = (lastId ? (parameters.get(lastId) ?? []) : []).filter((parameter) => parameter.identifying);
    return {
      id,
      jobName,
      jobKey: toText(instance.jobKey) ?? "",
      parameters: keyParameters(identifying, secretNamesOf(context.jobs, jobName)),
      attempts: toCount(summary?.attempts),
      firstStarted: toInstant(toDate(summary?.firstStarted, timeZone)),
      lastExecutionId: lastId,
      lastStatus: summary ? toStatus(summary.status).status : null,
      lastEnded: toInstant(toDate(summary?.ended, timeZone)),
      totalMs:
        summary?.totalMs === null || summary === undefined ? null : Math.max(0, Math.round(toCount(summary.totalMs))),
    };
  });
}

function totalMs({ layout }: ReadContext) {
  return layout.dialect === "mysql"
    ? sql`sum(timestampdiff(microsecond, START_TIME, END_TIME)) / 1000`
    : sql`sum((julianday(END_TIME) - julianday(START_TIME)) * 86400000)`;
}

/** One instance with its newest attempts: five statements. Null when there is none of this id. */
export async function readInstance(
  context: ReadContext,
  id: string,
  reader: { readonly actor: Actor; readonly messages: ServerMessages },
): Promise<InstanceView | null> {
  const found = await findInstance(context, id);
  if (!found) return null;
  const { instance, records } = found;
  const attempts = (await completeExecutions(context, records)).reverse();
  const steps = await readSteps(
    context,
    sql`s.JOB_EXECUTION_ID in (${join([...attempts.map((attempt) => attempt.id), "0"].map(BigInt))}) and instr(s.STEP_NAME, ':') = 0`,
    { contextsOf: null, order: sql`s.STEP_EXECUTION_ID`, limit: 1_000 },
  );
  const job = context.jobs.get(instance.jobName);
  const alsoSecret = secretNamesOf(context.jobs, instance.jobName);
  const newest = attempts.at(-1);
  return {
    readAt: context.now().toISOString(),
    instance: toInstanceRow(instance, attempts, alsoSecret),
    parameters: parameterViews(
      (newest?.parameters ?? []).filter(({ identifying }) => identifying),
      null,
      alsoSecret,
    ),
    attempts: attempts.map((attempt, index) => ({
      row: attempt.row,
      changed: changedFrom(attempts[index - 1] ?? null, attempt, alsoSecret),
    })),
    timeline: layOutTimeline(
      attempts.slice(-12).map((attempt) => ({
        executionId: attempt.id,
        attempt: attempt.row.attempt,
        status: attempt.row.status,
        declaredSteps: job ? rowSteps(job).map(({ name }) => name) : null,
        bars: steps
          .filter(({ executionId }) => executionId === attempt.id)
          .map((step) => ({ ...step, stepExecutionId: step.id, stepName: step.name, partitions: null })),
      })),
      context.now(),
    ),
    actions: newest
      ? executionActions(newest.row, {
          ...reader,
          rights: context.rights,
          launchable: job !== undefined,
          newestAttemptId: newest.id,
        })
      : null,
  };
}

interface FoundInstance {
  readonly instance: Named;
  /** Of its newest executions, newest first. */
  readonly records: readonly Readonly<Record<string, unknown>>[];
}

/** One statement, once for all parts of a page; a second one where there is no execution. Null when there is no such instance. */
export const findInstance = cache(async (context: ReadContext, id: string): Promise<FoundInstance | null> => {
  const records = await context.prisma.$queryRaw<Record<string, unknown>[]>(sql`
    select ${executionColumns(context)} from BATCH_JOB_EXECUTION e ${executionJoins(context)}
    where e.JOB_INSTANCE_ID = ${BigInt(id)} order by e.JOB_EXECUTION_ID desc limit ${ATTEMPTS_MAX}`);
  const instance = await instanceOf(context, id, records);
  return instance && { instance, records };
});

type Named = Pick<InstanceRow, "id" | "jobName" | "jobKey">;

/** From its executions, or by itself when it has none. */
async function instanceOf(
  { prisma }: ReadContext,
  id: string,
  executions: readonly Readonly<Record<string, unknown>>[],
): Promise<Named | null> {
  const [execution] = executions;
  if (execution?.jobName) return { id, jobName: String(execution.jobName), jobKey: toText(execution.jobKey) ?? "" };
  const instance = await prisma.jobInstance.findUnique({ where: { id: BigInt(id) } });
  return instance && { id, jobName: instance.jobName, jobKey: instance.jobKey };
}

function toInstanceRow(
  instance: Named,
  attempts: readonly StoredExecution[],
  alsoSecret: ReadonlySet<string>,
): InstanceRow {
  const newest = attempts.at(-1);
  const durations = attempts.flatMap(({ row }) => row.durationMs ?? []);
  return {
    id: String(instance.id),
    jobName: instance.jobName,
    jobKey: instance.jobKey,
    parameters: keyParameters(
      (newest?.parameters ?? []).filter(({ identifying }) => identifying),
      alsoSecret,
    ),
    attempts: newest?.row.attempts ?? 0,
    firstStarted: attempts[0]?.row.started ?? null,
    lastExecutionId: newest?.id ?? null,
    lastStatus: newest?.row.status ?? null,
    lastEnded: newest?.row.ended ?? null,
    totalMs: durations.length === 0 ? null : durations.reduce((sum, ms) => sum + ms, 0),
  };
}

function changedFrom(
  before: StoredExecution | null,
  attempt: StoredExecution,
  alsoSecret: ReadonlySet<string>,
): AttemptView["changed"] {
  if (!before) return [];
  const isChanged = ({ name, value }: StoredParameter) =>
    before.parameters.find((parameter) => parameter.name === name)?.value !== value;
  const changed = attempt.parameters.filter((parameter) => !parameter.identifying && isChanged(parameter));
  return keyParameters(changed, alsoSecret);
}
