import "server-only";
import type { Runtime } from "batch-core";
import { type Logger, pino } from "pino";
import {
  BatchError,
  loadJobs,
  openRuntime,
  remoteDispatcher,
  threadDispatcher,
  WORKER_URL,
  withoutPassword,
} from "./engine";
import { type ConsoleEnvironment, readEnvironment } from "./env";
import { type StatementLog, statementLog } from "./prisma/statement-log";
import { openReadContext } from "./read-model/open-read-context";
import type { ReadContext } from "./read-model/read-context";
import { type SharedReads, sharedReads } from "./shared-reads";

/** The engine and the read model of this server, one of each per process. */
export interface Desk {
  readonly environment: ConsoleEnvironment;
  readonly runtime: Runtime;
  readonly read: ReadContext;
  /** What many browsers poll. */
  readonly shared: SharedReads;
  readonly statements: StatementLog;
  readonly log: Logger;
  /** Where the tables are, without the password. */
  readonly databaseLabel: string;
}

/** Pages, actions and handlers are bundled apart and hot reloads make new modules; what they share hangs here. */
const HOLDER = Symbol.for("batchdeck.desk");
const holder = globalThis as { [HOLDER]?: { desk: Promise<Desk>; closing: Promise<void> | null } };

/** @throws {BatchError} when settings or database cannot work; the next call tries again */
export function getDesk(): Promise<Desk> {
  const held = holder[HOLDER];
  if (held) return held.desk;
  const desk = openDesk(readEnvironment(process.env));
  holder[HOLDER] = { desk, closing: null };
  desk.catch(() => {
    if (holder[HOLDER]?.desk === desk) delete holder[HOLDER];
  });
  return desk;
}

async function openDesk(environment: ConsoleEnvironment): Promise<Desk> {
  const settings = environment.runtime;
  const log = pino({ level: environment.logLevel });
  const { offeredJobs, wantsExamples, createExampleTables } = await loadJobs();
  const runtime = await openRuntime({
    ...settings,
    jobs: offeredJobs(settings.databaseUrl, environment.examples),
    logger: log,
    dispatcher: environment.execute
      ? threadDispatcher({
          workerUrl: WORKER_URL,
          ...(environment.slots && { slots: environment.slots }),
        })
      : remoteDispatcher(),
  });
  try {
    if (runtime.rights.launch && wantsExamples(settings.databaseUrl, environment.examples)) {
      await createExampleTables(runtime.database);
    }
    const statements = statementLog();
    const read = await openReadContext(runtime, settings.databaseUrl, { onStatement: statements.add });
    return {
      environment,
      runtime,
      read,
      shared: sharedReads(),
      statements,
      log,
      databaseLabel: withoutPassword(settings.databaseUrl),
    };
  } catch (error) {
    await runtime.close();
    throw error;
  }
}

/** Opens the desk with the server, so that executions of an earlier life are taken up before the first page is asked for. */
export async function startDesk(): Promise<void> {
  try {
    await getDesk();
  } catch (error) {
    if (!(error instanceof BatchError)) throw error;
    // The operator at the terminal needs the sentence, not the stack.
    console.error(`\n${error.message}\n`);
    process.exit(1);
  }
  process.on("SIGTERM", () => void leave());
  process.on("SIGINT", () => void leave());
}

/** Executions stop at their next chunk boundary, as STOPPED, before the process ends. A signal that comes twice finds it under way. */
async function leave(): Promise<void> {
  const held = holder[HOLDER];
  if (!held) process.exit(0);
  held.closing ??= closeDesk(held.desk);
  await held.closing;
  process.exit(0);
}

async function closeDesk(opening: Promise<Desk>): Promise<void> {
  const desk = await opening.catch(() => null);
  if (!desk) return;
  desk.log.info({}, "Stopping: executions end at their next chunk boundary");
  await desk.runtime
    .close()
    .catch((error: unknown) => desk.log.error({ error: String(error) }, "Could not end in order"));
  await desk.read.prisma.$disconnect().catch(() => {});
}
