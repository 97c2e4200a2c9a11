import "server-only";
import { userInfo } from "node:os";
import type { RuntimeSettings } from "batch-core";
import { z } from "zod";
import { ConfigurationError, runtimeSettingsFromEnvironment } from "./engine";

const consoleSettings = z.object({
  /** Name under which actions of this console are kept; default: the user the server runs as. */
  BATCHDECK_OPERATOR: z.string().min(1).max(100).optional(),
  /** `true`: nothing can be launched, stopped or changed here. */
  BATCHDECK_READ_ONLY: z.stringbool().default(false),
  /** `false`: launches are only written down, for `npm run worker` to execute. */
  BATCHDECK_EXECUTE: z.stringbool().default(true),
  /** Executions at a time in this process. */
  BATCHDECK_SLOTS: z.coerce.number().int().min(1).max(64).optional(),
  /** What this installation is called on every page. */
  BATCHDECK_ENVIRONMENT: z.string().min(1).max(40).optional(),
  BATCHDECK_EXAMPLES: z.string().optional(),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
});

export interface ConsoleEnvironment {
  readonly runtime: RuntimeSettings;
  readonly operator: string;
  readonly readOnly: boolean;
  readonly execute: boolean;
  readonly slots: number | undefined;
  readonly environmentName: string | null;
  readonly examples: string | undefined;
  readonly logLevel: "debug" | "info" | "warn" | "error" | "silent";
}

/**
 * All settings of the console, read once. An empty variable counts as absent.
 * @throws {ConfigurationError} with every problem, by the variable's name
 */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>>): ConsoleEnvironment {
  const present = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ""));
  const parsed = consoleSettings.safeParse(present);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new ConfigurationError(`The settings cannot be used. ${problems.join("; ")}.`);
  }
  const settings = parsed.data;
  return {
    runtime: runtimeSettingsFromEnvironment(variables),
    operator: settings.BATCHDECK_OPERATOR ?? userName(),
    readOnly: settings.BATCHDECK_READ_ONLY,
    execute: settings.BATCHDECK_EXECUTE,
    slots: settings.BATCHDECK_SLOTS,
    environmentName: settings.BATCHDECK_ENVIRONMENT ?? null,
    examples: settings.BATCHDECK_EXAMPLES,
    logLevel: settings.LOG_LEVEL,
  };
}

/** A container may run as a user that has no name. */
function userName(): string {
  try {
    return userInfo().username.slice(0, 100);
  } catch {
    return "operator";
  }
}
