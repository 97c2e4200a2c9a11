import "server-only";
import { NO_FILTER } from "@/lib/shared/filter/execution-filter";
import type { ShellView } from "@/lib/shared/views";
import { mayOperate } from "../actor";
import { openRequest } from "../request";
import { anyLaunchState } from "./actions";
import { countExecutions } from "./executions";
import type { ReadContext } from "./read-context";

/** Numbers in the navigation may be this old: they are on every page. */
const SHARED_MS = 5_000;

/** What surrounds every page. Its two counts are read once for all pages together. */
export async function readShell(): Promise<ShellView> {
  const { desk, actor, messages } = await openRequest();
  const { read, environment } = desk;
  const counts = await desk.shared.get("shell", SHARED_MS, () => readCounts(read));
  return {
    environment: environment.environmentName ?? databaseName(desk),
    database: databaseName(desk),
    generation: read.layout.generation,
    timeZone: read.layout.timeZone,
    readOnly: environment.readOnly ? "setting" : read.rights.operate ? null : "database",
    actor: actor.name,
    canOperate: mayOperate(actor) && read.rights.operate,
    keepsActivity: read.layout.sideTables,
    launch: anyLaunchState({ actor, messages, rights: read.rights, launchable: read.jobs.names().length > 0 }),
    ...counts,
  };
}

async function readCounts(read: ReadContext): Promise<Pick<ShellView, "failedCount" | "runningCount">> {
  const [failedCount, running] = await Promise.all([
    countExecutions(read, { ...NO_FILTER, status: ["FAILED", "UNKNOWN"], started: "24h" }),
    read.running(),
  ]);
  return { failedCount, runningCount: running.length };
}

/** `SQLite batchdeck.db`, `MySQL springbatch` */
export function databaseName({
  read,
  environment,
}: {
  readonly read: Pick<ReadContext, "layout">;
  readonly environment: { readonly runtime: { readonly databaseUrl: string } };
}): string {
  const { databaseUrl } = environment.runtime;
  const path = databaseUrl.replace(/[?#].*$/, "");
  const name = path.slice(path.lastIndexOf("/") + 1);
  return `${read.layout.dialect === "sqlite" ? "SQLite" : "MySQL"} ${name}`;
}
