/** A filter as the conditions it is made of; the other way, from what is typed, is filter-line.ts. */
import type { ExecutionFilter } from "./execution-filter";

const FILTER_KEYS = [
  "job",
  "-job",
  "status",
  "param.",
  "exit",
  "started",
  "duration",
  "skips",
  "rollbacks",
  "instance",
] as const;
export type FilterKey = (typeof FILTER_KEYS)[number] | "text" | "id" | "stuck";

/** One condition of a filter, as a chip shows it, and the filter without it. */
export interface FilterChip {
  readonly key: FilterKey;
  /** Name of the parameter for `param.`, else null. */
  readonly name: string | null;
  readonly value: string;
  readonly without: ExecutionFilter;
}

export function filterChips(filter: ExecutionFilter): FilterChip[] {
  const many = (key: "job" | "-job" | "status" | "exit", field: "job" | "notJob" | "status" | "exit") =>
    filter[field].map((value): FilterChip => {
      const others = (filter[field] as readonly string[]).filter((each) => each !== value); // one of four lists of words
      return { key, name: null, value, without: { ...filter, [field]: others } };
    });
  const one = (key: FilterKey, field: "started" | "duration" | "skips" | "rollbacks" | "instance" | "id" | "text") => {
    const value = filter[field];
    return value === null ? [] : [{ key, name: null, value, without: { ...filter, [field]: null } }];
  };
  return [
    ...one("id", "id"),
    ...many("status", "status"),
    ...many("job", "job"),
    ...many("-job", "notJob"),
    ...filter.parameters.map((parameter) => ({
      key: "param." as const,
      name: parameter.name,
      value: parameter.value,
      without: { ...filter, parameters: filter.parameters.filter((each) => each !== parameter) },
    })),
    ...many("exit", "exit"),
    ...one("started", "started"),
    ...one("duration", "duration"),
    ...one("skips", "skips"),
    ...one("rollbacks", "rollbacks"),
    ...one("instance", "instance"),
    ...(filter.stuck ? [{ key: "stuck" as const, name: null, value: "", without: { ...filter, stuck: false } }] : []),
    ...one("text", "text"),
  ];
}
