import "server-only";
import type { ParameterField } from "batch-core";
import { isSecretName } from "@/lib/shared/secret-names";
import type { FieldKind, FieldView, LaunchFormView } from "@/lib/shared/views";
import type { Actor } from "../../actor";
import type { ServerMessages } from "../../messages";
import { launchState } from "../actions";
import type { KnownJob } from "../job-catalogue";
import type { ReadContext } from "../read-context";
import { parametersOf, type StoredParameter } from "../rows/parameters";
import { sql } from "../rows/sql";
import { toDate, toInstant, toStatus, toText } from "../rows/values";

const LAST_VALUES_MAX = 5;

/** What of past executions a form shows. */
export interface FormHistory {
  /** Text that the incrementer would give, by parameter. */
  readonly next: ReadonlyMap<string, string>;
  /** Parameters of the latest executions, newest first. */
  readonly last: readonly (readonly StoredParameter[])[];
}

export interface LaunchFormRequest {
  readonly jobName: string;
  /** Execution whose values are taken over: "run again". */
  readonly from: string | null;
  /** Values of the link, which win. */
  readonly values: Readonly<Record<string, string>>;
  readonly next: ReadonlyMap<string, string>;
}

/** The form of a job that is installed here: three statements. Null for any other job. */
export async function readLaunchForm(
  context: ReadContext,
  request: LaunchFormRequest,
  reader: { readonly actor: Actor; readonly messages: ServerMessages },
): Promise<LaunchFormView | null> {
  const job = context.jobs.get(request.jobName);
  if (!job) return null;
  const { byJob } = await context.recent();
  const lastIds = (byJob.get(job.name) ?? []).slice(0, LAST_VALUES_MAX).map(({ id }) => id);
  const ids = request.from && !lastIds.includes(request.from) ? [...lastIds, request.from] : lastIds;
  const [parameters, from] = await Promise.all([
    parametersOf(context, ids),
    request.from === null ? null : executionLink(context, request.from, job.name),
  ]);
  const last = lastIds.map((id) => parameters.get(id) ?? []);
  const source = from ? (parameters.get(from.id) ?? []) : [];
  return {
    readAt: context.now().toISOString(),
    jobName: job.name,
    description: job.description,
    fields: [
      ...fieldViews(job, { next: request.next, last }),
      ...undeclared(job, [...source.map(({ name }) => name), ...Object.keys(request.values)]),
    ],
    // Repeating an execution shows what it had; anything else is the next run.
    values: {
      ...defaultsOf(job),
      ...(from ? valuesOf(job, source) : Object.fromEntries(request.next)),
      ...request.values,
    },
    from,
    launch: launchState(job.name, { ...reader, rights: context.rights, launchable: true }),
    hasIncrementer: job.hasIncrementer,
  };
}

/** The fields of a job's schema. */
export function fieldViews(job: KnownJob, history: FormHistory): FieldView[] {
  return job.fields.map((field) => toField(job, field, history));
}

function toField(job: KnownJob, field: ParameterField, { next, last }: FormHistory): FieldView {
  const secret = isSecret(job, field.name);
  const incrementerNext = next.get(field.name) ?? null;
  const values = last.flatMap((parameters) => parameters.find(({ name }) => name === field.name) ?? []);
  return {
    name: field.name,
    kind: secret ? "secret" : field.kind,
    title: field.title,
    help: field.description || null,
    required: field.required && incrementerNext === null,
    default: field.defaultValue,
    identifying: field.identifying,
    choices: field.choices.length > 0 ? field.choices : null,
    minimum: null,
    maximum: null,
    pattern: null,
    incrementerNext,
    lastValues: secret ? [] : [...new Set(values.map((value) => formValue(field.kind, value)))],
  };
}

/** Parameters that the schema does not know but the execution to be repeated has. */
function undeclared(job: KnownJob, names: readonly string[]): FieldView[] {
  const known = new Set(job.fields.map(({ name }) => name));
  return [...new Set(names)]
    .filter((name) => !known.has(name))
    .map((name) => ({
      name,
      kind: isSecret(job, name) ? "secret" : "text",
      title: name,
      help: null,
      required: false,
      default: null,
      identifying: true,
      choices: null,
      minimum: null,
      maximum: null,
      pattern: null,
      incrementerNext: null,
      lastValues: [],
    }));
}

function defaultsOf(job: KnownJob): Record<string, string> {
  return Object.fromEntries(
    job.fields.flatMap(({ name, defaultValue }) => (defaultValue === null ? [] : [[name, defaultValue]])),
  );
}

/** Values of an execution as the form holds them. Secrets have to be given anew. */
function valuesOf(job: KnownJob, parameters: readonly StoredParameter[]): Record<string, string> {
  const kinds = new Map(job.fields.map(({ name, kind }) => [name, kind]));
  return Object.fromEntries(
    parameters
      .filter(({ name, value }) => value !== null && !isSecret(job, name))
      .map((parameter) => {
        const kind = kinds.get(parameter.name) ?? (parameter.type === "DATE" ? "datetime" : "text");
        return [parameter.name, formValue(kind, parameter)];
      }),
  );
}

function isSecret(job: KnownJob, name: string): boolean {
  return job.secretNames.has(name) || isSecretName(name);
}

/** A moment needs its time, also when it is midnight. */
function formValue(kind: FieldKind, { value, instant }: StoredParameter): string {
  return kind === "datetime" && instant ? instant.toISOString() : (value ?? "");
}

async function executionLink(
  { prisma, layout }: ReadContext,
  id: string,
  jobName: string,
): Promise<LaunchFormView["from"]> {
  const [row] = await prisma.$queryRaw<Record<string, unknown>[]>(sql`
    select e.JOB_EXECUTION_ID as id, e.STATUS as status, cast(e.START_TIME as char) as started, i.JOB_NAME as jobName
    from BATCH_JOB_EXECUTION e join BATCH_JOB_INSTANCE i on i.JOB_INSTANCE_ID = e.JOB_INSTANCE_ID
    where e.JOB_EXECUTION_ID = ${BigInt(id)}`);
  if (!row || toText(row.jobName) !== jobName) return null;
  return {
    id: String(row.id),
    status: toStatus(row.status).status,
    started: toInstant(toDate(row.started, layout.timeZone)),
  };
}
