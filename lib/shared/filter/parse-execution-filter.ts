import { isBatchStatus } from "batch-core/model";
import { isId } from "../ids";
import { type ExecutionFilter, PAGE_SIZES, type PageRequest } from "./execution-filter";
import { isDurationBound, isNumberBound, isStartedRange } from "./ranges";

/** Reads the filter from a query string; never throws. */
export function parseExecutionFilter(query: URLSearchParams): ExecutionFilter {
  return {
    job: texts(query, "job", 100),
    notJob: texts(query, "-job", 100),
    status: texts(query, "status", 10)
      .map((status) => status.toUpperCase())
      .filter(isBatchStatus),
    exit: texts(query, "exit", 2500),
    parameters: [...query]
      .filter(([key]) => key.startsWith("param.") && key.length > 6)
      .map(([key, value]) => ({ name: key.slice(6), value }))
      .filter(({ name, value }) => name.length <= 100 && value.length <= 2500),
    started: one(query, "started", isStartedRange),
    duration: one(query, "duration", isDurationBound),
    skips: one(query, "skips", isNumberBound),
    rollbacks: one(query, "rollbacks", isNumberBound),
    text: one(query, "q", (text) => text.length <= 200),
    instance: one(query, "instance", isId),
    id: one(query, "id", isId),
    stuck: query.get("stuck") === "1",
  };
}

export function parsePageRequest(query: URLSearchParams): PageRequest {
  const id = (key: string) => one(query, key, isId);
  const size = PAGE_SIZES.find((known) => String(known) === query.get("size")) ?? 50;
  const before = id("before");
  return { before, after: before ? null : id("after"), size };
}

function texts(query: URLSearchParams, key: string, lengthMax: number): string[] {
  const values = query.getAll(key).map((value) => value.trim());
  return [...new Set(values)].filter((value) => value !== "" && value.length <= lengthMax);
}

function one(query: URLSearchParams, key: string, isValid: (text: string) => boolean): string | null {
  const value = query.get(key)?.trim();
  return value && isValid(value) ? value : null;
}
