import {
  defineJob,
  inlineDispatcher,
  type Job,
  type JobExecution,
  listReader,
  openRuntime,
  type Runtime,
} from "batch-core";
import { pino } from "pino";
import { z } from "zod";
import type { TestDatabase } from "../../../batch-core/test/support/databases.ts";
import type { Actor } from "../actor";
import { en } from "../messages/en";
import { openReadContext } from "../read-model/open-read-context";
import type { ReadContext } from "../read-model/read-context";
import type { UseCaseScope } from "../use-cases/operate";

export const OPERATOR: Actor = { name: "kim", role: "operator" };
export const VIEWER: Actor = { name: "lee", role: "viewer" };

/** Engine and read model over a database of their own; executions run in the test's thread. */
export interface TestDesk extends AsyncDisposable {
  readonly databaseUrl: string;
  readonly runtime: Runtime;
  readonly read: ReadContext;
  readonly scope: UseCaseScope;
  /** The same desk for somebody else. */
  as(actor: Actor): UseCaseScope;
  /** A statement beside the engine. */
  execute(sql: string): Promise<unknown>;
  launch(jobName: string, input?: Record<string, unknown>): Promise<JobExecution>;
  /** Number of SQL statements that a page costs, beside what all pages share. */
  countStatements(page: (read: ReadContext) => Promise<unknown>): Promise<number>;
}

export async function openTestDesk(
  { url }: Pick<TestDatabase, "url">,
  options: { readonly now?: () => Date; readonly timeZone?: string; readonly jobs?: readonly Job[] } = {},
): Promise<TestDesk> {
  const databaseUrl = await url();
  const runtime = await openRuntime({
    databaseUrl,
    jobs: options.jobs ?? testJobs(),
    initializeSchema: "always",
    timeZone: options.timeZone ?? "UTC",
    dispatcher: inlineDispatcher(),
  });
  const read = await openReadContext(runtime, databaseUrl, { ...(options.now && { now: options.now }) });
  const desk = { runtime, read, log: pino({ level: "silent" }) };
  const as = (actor: Actor): UseCaseScope => ({ desk, actor, messages: en });
  return {
    databaseUrl,
    runtime,
    read,
    as,
    scope: as(OPERATOR),
    execute: (sql) => runtime.database.execute(sql),
    async launch(jobName, input = {}) {
      const { jobExecutionId } = await runtime.operator.launch(jobName, input, { by: OPERATOR.name });
      const execution = await runtime.repository.getJobExecution(jobExecutionId);
      if (!execution) throw new Error(`Execution ${jobExecutionId} has no row.`);
      return execution;
    },
    async countStatements(page) {
      let statements = 0;
      const at = new Date();
      const counted = await openReadContext(runtime, databaseUrl, { onStatement: () => statements++, now: () => at });
      try {
        await Promise.all([
          counted.recent(),
          counted.storedJobs(),
          counted.live(),
          counted.idClock(),
          counted.hasParameterIndex(),
        ]);
        statements = 0;
        await page(counted);
        return statements;
      } finally {
        await counted.prisma.$disconnect();
      }
    },
    async [Symbol.asyncDispose]() {
      await read.prisma.$disconnect();
      await runtime.close();
    },
  };
}

/** Jobs that do in milliseconds what an operator has to understand. */
export function testJobs(): Job[] {
  const importJob = defineJob({
    name: "importJob",
    description: "Reads numbers; fails at 13 when told to",
    parameters: z.object({
      day: z.iso.date(),
      failAt: z.int().default(0).meta({ identifying: false }),
      apiKey: z.string().optional().meta({ identifying: false }),
      pin: z.string().optional().meta({ identifying: false, secret: true }),
    }),
    flow: (job) =>
      job.start(job.taskletStep("prepareStep", () => {})).next(
        job.chunkStep("loadStep", {
          chunkSize: 5,
          reader: () => listReader(Array.from({ length: 20 }, (_, index) => index + 1)),
          processor: (number: number, { parameters }) => {
            if (number === parameters.failAt) {
              const cause = new Error(`number ${number} is out of luck, apiKey was ${parameters.apiKey ?? "absent"}`);
              throw new Error("cannot load", { cause });
            }
            return number === 7 ? null : number;
          },
          writer: () => ({ write: async () => {} }),
        }),
      ),
  });
  const partitionedJob = defineJob({
    name: "partitionedJob",
    flow: (job) =>
      job.start(
        job.partitionedStep("managerStep", {
          partitioner: () => ({ north: { from: 1 }, south: { from: 11 }, west: { from: 21 } }),
          worker: job.chunkStep("workerStep", {
            chunkSize: 4,
            reader: ({ stepContext }) =>
              listReader(Array.from({ length: 10 }, (_, index) => (stepContext.getNumber("from") ?? 0) + index)),
            writer: () => ({ write: async () => {} }),
          }),
        }),
      ),
  });
  return [importJob, partitionedJob];
}
