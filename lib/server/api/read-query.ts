import "server-only";
import { z } from "zod";
import { type ExecutionFilter, NO_FILTER } from "@/lib/shared/filter/execution-filter";
import { parseExecutionFilter } from "@/lib/shared/filter/parse-execution-filter";
import { filterQuery, PARAMETER_KEY, PARAMETER_VALUE_MAX } from "./filter-query";

export type Problems = Record<string, string>;

export type QueryResult =
  | { readonly ok: true; readonly value: unknown; readonly filter: ExecutionFilter }
  | { readonly ok: false; readonly problems: Problems };

const NOTHING = z.strictObject({});

/** Reads a query string by the schemas of an endpoint; every problem by its key. A key with an empty value is as if it were not there. */
export function readQuery(
  query: URLSearchParams,
  options: { readonly takesFilter: boolean; readonly query: z.ZodObject | null },
): QueryResult {
  const lists = options.takesFilter ? filterQuery.shape : {};
  const found: Record<string, string | string[]> = {};
  const problems: Problems = {};
  for (const key of new Set(query.keys())) {
    const values = query.getAll(key);
    if (options.takesFilter && PARAMETER_KEY.test(key)) {
      if (values.some((value) => value.length > PARAMETER_VALUE_MAX)) problems[key] = "too long";
      continue;
    }
    const filled = values.filter((value) => value.trim() !== "");
    const [first, ...more] = filled;
    if (first === undefined) continue;
    if (key in lists && isList(key)) found[key] = filled;
    else if (more.length > 0) problems[key] = "given more than once";
    else found[key] = first;
  }
  const own = options.query ?? NOTHING;
  const parsed = own.safeParse(without(found, lists));
  const filter = options.takesFilter ? filterQuery.safeParse(only(found, lists)) : null;
  Object.assign(problems, problemsOf(parsed.error), problemsOf(filter?.error));
  if (Object.keys(problems).length > 0) return { ok: false, problems };
  return { ok: true, value: parsed.data, filter: options.takesFilter ? parseExecutionFilter(query) : NO_FILTER };
}

/** First problem of each field; nested fields as `a.b`. */
export function problemsOf(error: z.ZodError | undefined): Problems {
  const problems: Problems = {};
  for (const issue of error?.issues ?? []) {
    const keys = issue.code === "unrecognized_keys" ? issue.keys : [issue.path.join(".")];
    const message = issue.code === "unrecognized_keys" ? "not known here" : issue.message;
    for (const key of keys) problems[key] ??= message;
  }
  return problems;
}

const LISTS: ReadonlySet<string> = new Set(["job", "-job", "status", "exit"]);

function isList(key: string): boolean {
  return LISTS.has(key);
}

function only(found: Problems | Record<string, unknown>, keys: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(found).filter(([key]) => key in keys));
}

function without(found: Record<string, unknown>, keys: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(found).filter(([key]) => !(key in keys)));
}
