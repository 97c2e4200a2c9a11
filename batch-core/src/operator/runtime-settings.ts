import { z } from "zod";
import { ConfigurationError } from "../errors.ts";
import { CONTEXT_FORMATS } from "../repository/context/context-format.ts";

/** The settings that are plain values: what a worker thread or another process is given to open the same runtime. */
export const runtimeSettings = z.object({
  /** `file:./data/batchdeck.db`, `:memory:`, or `mysql://user:password@host:3306/database` */
  databaseUrl: z.string().min(1).default("file:./data/batchdeck.db"),
  tablePrefix: z.string().min(1).default("BATCH_"),
  /** IANA name: the zone of the wall clock that the rows hold. */
  timeZone: z
    .string()
    .refine(isTimeZone, { error: "expected the name of a time zone such as UTC or Asia/Seoul" })
    .default("UTC"),
  initializeSchema: z.enum(["embedded", "always", "never"]).default("embedded"),
  /** How new contexts are written; absent: as the database shows. */
  contextFormat: z.enum(CONTEXT_FORMATS).optional(),
});

export type RuntimeSettings = z.output<typeof runtimeSettings>;

const ENVIRONMENT = {
  databaseUrl: "DATABASE_URL",
  tablePrefix: "BATCH_TABLE_PREFIX",
  timeZone: "BATCH_TIME_ZONE",
  initializeSchema: "BATCH_INITIALIZE_SCHEMA",
  contextFormat: "BATCH_CONTEXT_FORMAT",
} as const satisfies Record<keyof RuntimeSettings, string>;

/**
 * @throws {ConfigurationError} with every problem
 */
export function parseRuntimeSettings(input: unknown): RuntimeSettings {
  return settingsOrThrow(input, (name) => name);
}

/**
 * The settings as environment variables: DATABASE_URL, BATCH_TABLE_PREFIX, BATCH_TIME_ZONE, BATCH_INITIALIZE_SCHEMA, BATCH_CONTEXT_FORMAT.
 * An empty variable counts as absent.
 *
 * @throws {ConfigurationError} with every problem, by the variable's name
 */
export function runtimeSettingsFromEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): RuntimeSettings {
  const input = Object.fromEntries(
    Object.entries(ENVIRONMENT).map(([name, variable]) => [name, environment[variable] || undefined]),
  );
  return settingsOrThrow(input, (name) => ENVIRONMENT[name as keyof typeof ENVIRONMENT] ?? name);
}

function settingsOrThrow(input: unknown, nameOf: (setting: string) => string): RuntimeSettings {
  const parsed = runtimeSettings.safeParse(input);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${nameOf(issue.path.join("."))}: ${issue.message}`);
  throw new ConfigurationError(`The settings cannot be used. ${problems.join("; ")}.`);
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
