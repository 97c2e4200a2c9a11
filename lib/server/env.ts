import "server-only";
import { userInfo } from "node:os";
import type { RuntimeSettings } from "batch-core";
import { z } from "zod";
import type { Actor } from "./actor";
import { ConfigurationError, runtimeSettingsFromEnvironment } from "./engine";
import { parseAllowedHosts } from "./gate/allowed-hosts";

const API_TOKEN = /^([^:\s]{1,100}):(viewer|operator):(\S{32,200})$/;

/** A program that may use the API, and as whom. */
export interface ApiToken {
  readonly name: string;
  readonly role: Actor["role"];
  readonly token: string;
}

function toApiToken(text: string): ApiToken {
  const [, name = "", role, token = ""] = API_TOKEN.exec(text) ?? [];
  return { name, role: role === "operator" ? "operator" : "viewer", token };
}

function mustBeHosts(text: string | undefined, { addIssue }: { addIssue(message: string): void }): void {
  try {
    parseAllowedHosts(text ?? "");
  } catch (error) {
    addIssue(error instanceof Error ? error.message : String(error));
  }
}

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
  /** Programs that may use the API: `name:role:token`, several with blanks between them. A token has 32 characters at least. */
  BATCHDECK_API_TOKENS: z
    .string()
    .transform((text) => text.split(/\s+/).filter(Boolean))
    .pipe(
      z.array(
        z
          .string()
          .regex(API_TOKEN, "expected name:operator:token or name:viewer:token, token of 32 characters or more"),
      ),
    )
    .transform((tokens) => tokens.map(toApiToken))
    .default([]),
  /** Names under which browsers may open the console, beside addresses and localhost. */
  BATCHDECK_ALLOWED_HOSTS: z.string().optional().superRefine(mustBeHosts),
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
  readonly apiTokens: readonly ApiToken[];
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
    apiTokens: settings.BATCHDECK_API_TOKENS,
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
