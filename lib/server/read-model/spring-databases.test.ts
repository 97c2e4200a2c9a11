import { openRuntime } from "batch-core";
import { afterEach, describe, expect, it } from "vitest";
import { NO_FILTER, type PageRequest } from "@/lib/shared/filter/execution-filter";
import type { ContextView, ExecutionView, StepView } from "@/lib/shared/views";
import {
  executionsOf,
  type ManifestAttempt,
  type ManifestExecution,
  type ManifestStep,
} from "../../../batch-core/test/fixtures/spring-batch/manifest.ts";
import { type SpringDatabase, springDatabases } from "../../../batch-core/test/support/spring-databases.ts";
import { MASK, maskText } from "../masking";
import { en } from "../messages/en";
import { contextOf, instantOf, maskedContext, parameterOf, shownParameter } from "../test-support/spring-manifest";
import { OPERATOR } from "../test-support/test-desk";
import { readExecution } from "./execution/execution";
import { readPartitions } from "./execution/partitions";
import { readStepContext } from "./execution/step-context";
import { listExecutions } from "./executions";
import { listInstances, readInstance } from "./jobs/instances";
import { readJob } from "./jobs/job";
import { listJobs } from "./jobs/jobs";
import { openReadContext } from "./open-read-context";
import type { ReadContext } from "./read-context";

const LOST = { value: null, lost: true };
const READER = { actor: OPERATOR, messages: en };
const PAGE: PageRequest = { before: null, after: null, size: 100 };
const opened: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

describe.each(springDatabases)("what Java wrote in $name", (database) => {
  const { manifest, timeZone } = database;

  it("is recognised, and every job, instance and execution is listed", async () => {
    const read = await openCopy(database);
    expect(read.layout.generation).toBe(database.generation);

    const jobs = await listJobs(read);
    expect(new Set(jobs.jobs.map(({ name }) => name))).toEqual(
      new Set([...manifest.jobs.map(({ name }) => name), ...read.jobs.names()]),
    );
    for (const job of manifest.jobs) {
      const { items, total } = await allInstances(read, job.name);
      expect({ job: job.name, total }).toEqual({ job: job.name, total: job.instances.length });
      expect(items.map(({ id, jobName, jobKey, attempts }) => ({ id, jobName, jobKey, attempts }))).toEqual(
        job.instances
          .map(({ id, jobKey, executions = [] }) => ({
            id: String(id),
            jobName: job.name,
            jobKey,
            attempts: executions.length,
          }))
          .sort((a, b) => Number(b.id) - Number(a.id)),
      );
      expect((await readJob(read, job.name, READER, PAGE))?.name).toBe(job.name);
    }

    const executions = await allExecutions(read);
    expect(executions.map(({ id, jobName, instanceId }) => ({ id, jobName, instanceId }))).toEqual(
      executionsOf(manifest)
        .map(({ id, jobName, instanceId }) => ({ id: String(id), jobName, instanceId: String(instanceId) }))
        .sort((a, b) => Number(b.id) - Number(a.id)),
    );
    const running = manifest.jobs.flatMap(({ runningExecutionIds }) => runningExecutionIds ?? []);
    const shownRunning = executions.filter(({ liveness }) => liveness !== null).map(({ id }) => Number(id));
    for (const id of running.filter(
      (each) => executionsOf(manifest).find(({ id: known }) => known === each)?.running,
    )) {
      expect(shownRunning).toContain(id);
    }
  });

  it("is shown as Java reads it: every execution, parameter, step, message and context", async () => {
    const read = await openCopy(database);
    const earlier = new Map(executionsOf(manifest.beforeMigration ?? { ...manifest, jobs: [] }).map((e) => [e.id, e]));
    for (const execution of executionsOf(manifest)) {
      const view = await readExecution(read, String(execution.id), READER);
      if (!view) throw new Error(`Execution ${execution.id} is not shown.`);
      const before = earlier.get(execution.id);
      expect(shownExecution(view), `execution ${execution.id}`).toEqual(executionOf(execution, timeZone));
      if (!view.exitMessage?.includes(MASK)) expect(view.exitMessage?.length ?? 0).toBe(execution.exitMessageLength);
      if (execution.parameters) {
        expect(
          view.parameters.map((parameter) => shownParameter(parameter, timeZone)).sort(byName),
          `parameters of ${execution.id}`,
        ).toEqual(execution.parameters.map(parameterOf).sort(byName));
      } else if (before?.parameters) {
        // The migration kept the texts and lost the numbers and dates.
        expect(
          view.parameters.map(({ name, storedType, value, lost }) => ({ name, storedType, value, lost })).sort(byName),
        ).toEqual(
          before.parameters
            .map(parameterOf)
            .map(({ name, storedType, value }) => ({
              name,
              storedType,
              ...(storedType === "STRING" ? { value, lost: false } : LOST),
            }))
            .sort(byName),
        );
      }
      const context = execution.context ?? before?.context;
      expectContext(contextFor(view, null), context, `context of ${execution.id}`, context !== undefined);

      const steps = await allSteps(read, view);
      expect(steps.map(shownStep), `steps of ${execution.id}`).toEqual(
        execution.steps.map((step) => stepOf(step, timeZone)).sort(byId),
      );
      for (const step of execution.steps) {
        const stored =
          contextFor(view, String(step.id)) ?? (await readStepContext(read, String(execution.id), String(step.id)));
        const stepBefore = before?.steps.find(({ id }) => id === step.id);
        const expected = step.context ?? step.contextAsWritten ?? stepBefore?.context ?? stepBefore?.contextAsWritten;
        const exact = Boolean(step.context ?? stepBefore?.context);
        expectContext(stored, expected, `context of step ${step.id} of ${execution.id}`, exact);
      }
    }
  });

  it("has a page for every instance, with its attempts in order, also for one that was never executed", async () => {
    const read = await openCopy(database);
    for (const { name, instances } of manifest.jobs) {
      for (const { id, jobKey, executions = [] } of instances) {
        const view = await readInstance(read, String(id), READER);
        expect(view?.instance).toMatchObject({ id: String(id), jobName: name, jobKey, attempts: executions.length });
        expect(view?.attempts.map(({ row }) => [row.id, row.status])).toEqual(
          executions
            .map((execution) => [String(execution.id), execution.status])
            .sort((a, b) => Number(a[0]) - Number(b[0])),
        );
      }
    }
  });
});

async function openCopy({ load, timeZone }: SpringDatabase): Promise<ReadContext> {
  const databaseUrl = await load();
  const runtime = await openRuntime({ databaseUrl, timeZone, jobs: [], initializeSchema: "never" });
  opened.push(() => runtime.close());
  const read = await openReadContext(runtime, databaseUrl);
  opened.push(() => read.prisma.$disconnect());
  return read;
}

async function allInstances(read: ReadContext, jobName: string) {
  const first = await listInstances(read, jobName, PAGE);
  const items = [...first.items];
  for (let { older } = first; older; ) {
    const next = await listInstances(read, jobName, { ...PAGE, before: older });
    items.push(...next.items);
    older = next.older;
  }
  return { items, total: first.total };
}

async function allExecutions(read: ReadContext) {
  const items = [];
  for (let before: string | null = null, more = true; more; ) {
    const page: Awaited<ReturnType<typeof listExecutions>> = await listExecutions(read, NO_FILTER, { ...PAGE, before });
    items.push(...page.items);
    before = page.older;
    more = before !== null;
  }
  return items;
}

/** With the workers of partitioned steps, which have pages of their own. */
async function allSteps(read: ReadContext, view: ExecutionView): Promise<StepView[]> {
  const steps = new Map(view.steps.map((step) => [step.id, step]));
  for (const { managerId } of view.partitions) {
    for (let before: string | null = null, more = true; more; ) {
      const page = await readPartitions(read, view.row.id, managerId, { ...PAGE, before });
      for (const worker of page?.workers.items ?? []) steps.set(worker.id, worker);
      before = page?.workers.older ?? null;
      more = before !== null;
    }
  }
  return [...steps.values()].sort(byId);
}

function shownExecution({ row, version, exitMessage }: ExecutionView): Record<string, unknown> {
  return {
    ...shownAttempt(row, exitMessage),
    version,
    instanceId: row.instanceId,
    jobName: row.jobName,
  };
}

function executionOf(execution: ManifestExecution, timeZone: string): Record<string, unknown> {
  return {
    ...attemptOf(execution, timeZone),
    version: execution.version,
    instanceId: String(execution.instanceId),
    jobName: execution.jobName,
  };
}

type Shown = Pick<
  StepView,
  "id" | "status" | "storedStatus" | "exitCode" | "created" | "started" | "ended" | "updated"
>;

function shownAttempt(row: Shown, message: string | null): Record<string, unknown> {
  const { id, status, storedStatus, exitCode, created, started, ended, updated } = row;
  const text = message ?? "";
  const firstLine = text.split(/\r?\n/, 1)[0] ?? "";
  return { id, status, storedStatus, exitCode, created, started, ended, updated, firstLine };
}

function attemptOf(attempt: ManifestAttempt, timeZone: string): Record<string, unknown> {
  const { id, status, exitCode, createTime, startTime, endTime, lastUpdated, exitMessageFirstLine } = attempt;
  return {
    id: String(id),
    status,
    storedStatus: null,
    exitCode,
    // Not in 4.x, and not in the manifest where Java could not load the row.
    created: createTime === undefined ? expect.toBeOneOf([null, expect.any(String)]) : instantOf(createTime, timeZone),
    started: instantOf(startTime, timeZone),
    ended: instantOf(endTime, timeZone),
    updated: instantOf(lastUpdated, timeZone),
    firstLine: maskText(exitMessageFirstLine),
  };
}

function shownStep(step: StepView): Record<string, unknown> {
  const { name, version, read, written, filtered, commits, rollbacks, readSkips, processSkips, writeSkips } = step;
  return {
    ...shownAttempt(step, step.exitMessage),
    name,
    version,
    counts: { read, written, filtered, commits, rollbacks, readSkips, processSkips, writeSkips },
  };
}

function stepOf(step: ManifestStep, timeZone: string): Record<string, unknown> & { id: string } {
  const { counts } = step;
  return {
    ...attemptOf(step, timeZone),
    id: String(step.id),
    name: step.name,
    version: step.version,
    counts: {
      read: counts.read,
      written: counts.write,
      filtered: counts.filter,
      commits: counts.commit,
      rollbacks: counts.rollback,
      readSkips: counts.readSkip,
      processSkips: counts.processSkip,
      writeSkips: counts.writeSkip,
    },
  };
}

function contextFor(view: ExecutionView, stepExecutionId: string | null): ContextView | undefined {
  return view.contexts.find((context) => context.stepExecutionId === stepExecutionId);
}

/** @param exact  Java read all of it; else the program that wrote it noted its own values only */
function expectContext(
  context: ContextView | null | undefined,
  expected: Readonly<Record<string, unknown>> | undefined,
  what: string,
  exact = true,
): void {
  expect(context?.problem, what).toBeNull();
  const shown = contextOf(context?.nodes ?? [], expected);
  const wanted = maskedContext(expected ?? {}) as Record<string, unknown>; // an object stays one
  if (exact) expect(shown, what).toEqual(wanted);
  else expect(shown, what).toMatchObject(wanted);
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return Number(a.id) - Number(b.id);
}

function byName(a: Record<string, unknown>, b: Record<string, unknown>): number {
  return String(a.name) < String(b.name) ? -1 : 1;
}
