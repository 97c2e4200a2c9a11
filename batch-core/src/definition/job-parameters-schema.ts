import { z } from "zod";
import { JobParametersInvalidError } from "../errors.ts";
import type { JobParameter, JobParameters } from "../model/job-parameters.ts";
import { instantToWallClock, wallClockToInstant } from "../model/wall-clock.ts";
import { parameterProblem } from "../repository/parameter-rows.ts";
import type { Job } from "./define-job.ts";

/** How a parameter is asked for, kept and shown. */
export type FieldKind = "text" | "long" | "double" | "boolean" | "choice" | "date" | "datetime";

/** One declared parameter, read from the job's schema. */
export interface ParameterField {
  readonly name: string;
  readonly kind: FieldKind;
  readonly title: string;
  readonly description: string;
  readonly required: boolean;
  readonly identifying: boolean;
  readonly secret: boolean;
  /** Text form; null when there is none. */
  readonly defaultValue: string | null;
  readonly choices: readonly string[];
}

/** Where values become rows: the zone of stored wall clocks, and whether the tables know the types of java.time. */
export interface ParameterTarget {
  readonly timeZone: string;
  readonly generation: 4 | 5 | 6;
}

interface PropertySchema {
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly title?: string;
  readonly description?: string;
  readonly identifying?: boolean;
  readonly secret?: boolean;
}

/** The declared parameters of a job, in the order of its schema; none when the job takes any. */
export function parameterFields(job: Job): ParameterField[] {
  if (!job.parameters) return [];
  const schema = z.toJSONSchema(job.parameters, { io: "input", unrepresentable: "any" });
  const required = new Set(schema.required ?? []);
  return Object.entries((schema.properties ?? {}) as Record<string, PropertySchema>).map(([name, property]) => ({
    name,
    kind: kindOf(property),
    title: property.title ?? name,
    description: property.description ?? "",
    required: required.has(name),
    identifying: property.identifying ?? true,
    secret: property.secret ?? false,
    defaultValue: property.default === undefined ? null : String(property.default),
    choices: (property.enum ?? []).map(String),
  }));
}

/**
 * Checks what a form, a command line or a program gave against the job's schema and types it. Text is converted by the kind of its field;
 * an empty text counts as not given. Values that are not declared are kept: a {@link JobParameter} as it is, anything else as STRING.
 *
 * @throws {JobParametersInvalidError} with every problem, by parameter
 */
export function toJobParameters(job: Job, input: ParameterInput, target: ParameterTarget): JobParameters {
  const fields = parameterFields(job);
  const declared = new Map(fields.map((field) => [field.name, field]));
  const values: Record<string, unknown> = {};
  const parameters = new Map<string, JobParameter>();
  for (const [name, value] of Object.entries(input)) {
    const field = declared.get(name);
    if (field) {
      const converted = isTyped(field, value) ? fieldValue(field, value, target) : fromText(field, textOf(value));
      if (converted !== undefined) values[name] = converted;
    } else if (value !== undefined && value !== "" && value !== null) {
      parameters.set(name, isJobParameter(value) ? value : { type: "STRING", value: String(value), identifying: true });
    }
  }
  const parsed = parse(job, values);
  const identifying = new Map(
    Object.entries(input).flatMap(([name, value]) =>
      isJobParameter(value) ? [[name, value.identifying] as const] : [],
    ),
  );
  for (const field of fields) {
    const value = parsed[field.name];
    if (value === undefined || value === null) continue;
    parameters.set(
      field.name,
      toParameter({ ...field, identifying: identifying.get(field.name) ?? field.identifying }, value, target),
    );
  }
  checkStorable(job, parameters, target);
  return parameters;
}

export type ParameterInput = Readonly<Record<string, unknown>>;

/**
 * The values that the job's code sees, from the parameters as they are stored.
 * @throws {JobParametersInvalidError} when they do not fit the schema
 */
export function parameterValues(job: Job, parameters: JobParameters, target: ParameterTarget): Record<string, unknown> {
  const fields = new Map(parameterFields(job).map((field) => [field.name, field]));
  const values: Record<string, unknown> = {};
  for (const [name, parameter] of parameters) {
    const field = fields.get(name);
    const value = field ? fieldValue(field, parameter, target) : plainValue(parameter);
    if (value !== undefined && value !== null) values[name] = value;
  }
  const undeclared = Object.fromEntries(Object.entries(values).filter(([name]) => !fields.has(name)));
  return { ...undeclared, ...parse(job, values) };
}

function parse(job: Job, values: Record<string, unknown>): Record<string, unknown> {
  if (!job.parameters) return values;
  const parsed = job.parameters.safeParse(values);
  if (!parsed.success) {
    const problems: Record<string, string> = {};
    for (const issue of parsed.error.issues) {
      const name = issue.path.join(".");
      problems[name] ??= values[name] === undefined ? "is required" : issue.message;
    }
    throw new JobParametersInvalidError(job.name, problems);
  }
  const problems = job.validate?.(parsed.data);
  if (problems && Object.keys(problems).length > 0) throw new JobParametersInvalidError(job.name, problems);
  return parsed.data;
}

function kindOf(property: PropertySchema): FieldKind {
  if (property.enum) return "choice";
  if (property.type === "integer") return "long";
  if (property.type === "number") return "double";
  if (property.type === "boolean") return "boolean";
  if (property.format === "date") return "date";
  if (property.format === "date-time") return "datetime";
  return "text";
}

/** What a form or command line sends, as the schema expects it. What cannot be converted is passed on for the schema to refuse. */
function fromText(field: ParameterField, value: unknown): unknown {
  if (value instanceof Date) return field.kind === "date" ? value.toISOString().slice(0, 10) : value.toISOString();
  if (typeof value !== "string") return typeof value === "bigint" ? Number(value) : (value ?? undefined);
  if (value === "") return undefined;
  switch (field.kind) {
    case "long":
      return /^[+-]?\d+$/.test(value.trim()) ? Number(value) : value;
    case "double":
      return value.trim() !== "" && Number.isFinite(Number(value)) ? Number(value) : value;
    case "boolean":
      return /^(true|on|yes|1)$/i.test(value) ? true : /^(false|off|no|0)$/i.test(value) ? false : value;
    case "datetime":
      return /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(value) ? `${value}:00Z` : value;
    default:
      return value;
  }
}

function toParameter(field: ParameterField, value: unknown, target: ParameterTarget): JobParameter {
  const { identifying } = field;
  switch (field.kind) {
    case "long":
      return { type: "LONG", value: BigInt(value as number), identifying };
    case "double":
      return { type: "DOUBLE", value: value as number, identifying };
    case "date":
      if (target.generation !== 4)
        return { type: "OTHER", javaType: "java.time.LocalDate", value: String(value), identifying };
      return { type: "DATE", value: wallClockToInstant(`${value} 00:00:00`, target.timeZone), identifying };
    case "datetime":
      return { type: "DATE", value: new Date(String(value)), identifying };
    case "boolean":
      if (target.generation !== 4)
        return { type: "OTHER", javaType: "java.lang.Boolean", value: String(value), identifying };
      return { type: "STRING", value: String(value), identifying };
    default:
      return { type: "STRING", value: String(value), identifying };
  }
}

function fieldValue(field: ParameterField, parameter: JobParameter, target: ParameterTarget): unknown {
  if (parameter.value === null) return undefined;
  switch (field.kind) {
    case "long":
    case "double":
      return Number(parameter.value);
    case "boolean":
      return fromText(field, String(parameter.value));
    case "date":
      return parameter.value instanceof Date
        ? instantToWallClock(parameter.value, target.timeZone).slice(0, 10)
        : String(parameter.value);
    case "datetime":
      return parameter.value instanceof Date ? parameter.value.toISOString() : String(parameter.value);
    default:
      return parameter.value instanceof Date ? parameter.value.toISOString() : String(parameter.value);
  }
}

function plainValue(parameter: JobParameter): unknown {
  if (typeof parameter.value === "bigint" && BigInt.asIntN(53, parameter.value) === parameter.value) {
    return Number(parameter.value);
  }
  return parameter.value;
}

/** A parameter that needs no conversion; a text for a field of another kind is converted as any other text. */
function isTyped({ kind }: ParameterField, value: unknown): value is JobParameter {
  return isJobParameter(value) && (typeof value.value !== "string" || kind === "text");
}

function textOf(value: unknown): unknown {
  return isJobParameter(value) ? value.value : value;
}

function isJobParameter(value: unknown): value is JobParameter {
  return typeof value === "object" && value !== null && "type" in value && "identifying" in value && "value" in value;
}

/** What the tables cannot hold is refused here: in strict mode the database would refuse the row, on SQLite nothing would. */
function checkStorable(job: Job, parameters: JobParameters, target: ParameterTarget): void {
  const problems: Record<string, string> = {};
  for (const [name, parameter] of parameters) {
    const problem = parameterProblem(name, parameter, target.generation);
    if (problem) problems[name] = problem;
  }
  if (Object.keys(problems).length > 0) throw new JobParametersInvalidError(job.name, problems);
}
