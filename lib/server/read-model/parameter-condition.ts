import "server-only";
import type { ExecutionFilter } from "@/lib/shared/filter/execution-filter";
import { isSecretName } from "@/lib/shared/secret-names";
import type { JobCatalogue } from "./job-catalogue";
import type { ReadContext } from "./read-context";
import { nameColumn } from "./rows/parameters";
import { empty, escapeLike, join, matches, type Sql, sql } from "./rows/sql";
import { toCount } from "./rows/values";

/**
 * A parameter of this name with this value; any value when it is empty. Secret ones cannot be found by value: a search that answers yes
 * or no would give them away.
 */
export function parameterCondition({ layout, jobs }: ReadContext, name: string, value: string): Sql {
  if (value !== "" && isSecret(jobs, name)) return sql`1 = 0`;
  const valueCondition =
    layout.generation === 4 ? anyOfTypes(typedValueConditions(value)) : matches(sql`p.PARAMETER_VALUE`, value);
  const hasValue = value === "" || value === "*" ? empty : sql`and ${valueCondition}`;
  return sql`exists (select 1 from BATCH_JOB_EXECUTION_PARAMS p
    where p.JOB_EXECUTION_ID = e.JOB_EXECUTION_ID and p.${nameColumn(layout)} = ${name} ${hasValue})`;
}

/** A date is found by the beginning of its text, `2026-11-19` or `2026-11-19T02`. */
function typedValueConditions(value: string): Sql[] {
  const alternatives = [sql`(p.TYPE_CD = 'STRING' and ${matches(sql`p.STRING_VAL`, value)})`];
  if (/^[+-]?\d{1,18}$/.test(value)) alternatives.push(sql`(p.TYPE_CD = 'LONG' and p.LONG_VAL = ${BigInt(value)})`);
  if (value !== "" && Number.isFinite(Number(value))) {
    alternatives.push(sql`(p.TYPE_CD = 'DOUBLE' and p.DOUBLE_VAL = ${Number(value)})`);
  }
  const instant = /^\d{4}-.*Z$/.test(value) ? new Date(value) : null;
  if (instant && !Number.isNaN(instant.getTime())) {
    alternatives.push(sql`(p.TYPE_CD = 'DATE' and p.DATE_VAL = ${instant})`);
  } else if (/^\d{4}-/.test(value)) {
    const pattern = `${escapeLike(value.replace(/\*$/, "").replace("T", " ").replace(/Z$/, ""))}%`;
    alternatives.push(
      sql`(p.TYPE_CD = 'DATE' and replace(cast(p.DATE_VAL as char), 'T', ' ') like ${pattern} escape '!')`,
    );
  }
  return alternatives;
}

function anyOfTypes(alternatives: readonly Sql[]): Sql {
  return sql`(${join([...alternatives], " or ")})`;
}

function isSecret(jobs: JobCatalogue, name: string): boolean {
  return isSecretName(name) || jobs.names().some((job) => jobs.get(job)?.secretNames.has(name));
}

/** So many are sorted in a moment. More are met soon on the way down the primary key. */
const FEW_MAX = 2_000;
/** How long it is taken for granted that few are few: it costs a statement to find out. */
const FEW_KNOWN_MS = 30_000;

/**
 * The condition with which a search begins that an index of parameters helps with: then it looks everywhere at once, however large the table
 * is. Empty where there is no such index, or so many executions have the value that the index is the longer way.
 */
export async function fewByIndex(context: ReadContext, parameters: ExecutionFilter["parameters"]): Promise<Sql[]> {
  if (parameters.length === 0 || !(await context.hasParameterIndex())) return [];
  for (const { name, value } of parameters) {
    const condition = isSecret(context.jobs, name) ? null : indexedCondition(context, name, value);
    if (condition === null) continue;
    const found = sql`BATCH_JOB_EXECUTION_PARAMS p where ${condition}`;
    const isFew = await context.counts.get(`few ${name} ${value}`, FEW_KNOWN_MS, async () => {
      const [row] = await context.prisma.$queryRaw<Record<string, unknown>[]>(
        sql`select count(*) as matching from (select 1 from ${found} limit ${FEW_MAX + 1}) c`,
      );
      return toCount(row?.matching) <= FEW_MAX;
    });
    if (isFew) return [sql`e.JOB_EXECUTION_ID in (select p.JOB_EXECUTION_ID from ${found})`];
  }
  return [];
}

/** Null when the index on name and text does not lead to the value. */
function indexedCondition({ layout }: ReadContext, name: string, value: string): Sql | null {
  if (value === "" || value === "*") return null;
  // LIKE of SQLite minds no case, and so no index.
  if (value.endsWith("*") && layout.dialect === "sqlite") return null;
  if (layout.generation !== 4) return sql`p.PARAMETER_NAME = ${name} and ${matches(sql`p.PARAMETER_VALUE`, value)}`;
  const [asText, ...asOthers] = typedValueConditions(value);
  return asText && asOthers.length === 0 ? sql`p.KEY_NAME = ${name} and ${asText}` : null;
}
