/**
 * The filter as an operator types it, one line:
 *
 *   job:orderDailySumJob -job:ping status:failed param.region:KR exit:COMPLETED* started:24h duration:>5m skips:>0
 *   instance:9120 #48212 words of an exit message
 *
 * Values with blanks stand in double quotes. What cannot be understood stays in `rest`, so that nothing typed is lost.
 */
import { BATCH_STATUSES, isBatchStatus } from "batch-core/model";
import { isId } from "../ids";
import { isSecretName } from "../secret-names";
import type { ExecutionFilter } from "./execution-filter";
import { nearestWord } from "./nearest-word";
import { isDurationBound, isNumberBound, isStartedRange } from "./ranges";

/** What is wrong with a part: its key wants other values, or it has no such key. */
export type Wrong =
  | "job"
  | "status"
  | "param"
  | "exit"
  | "started"
  | "duration"
  | "skips"
  | "rollbacks"
  | "instance"
  | "id"
  | "secret"
  | "paramName"
  | "key";

/** A part with a key that cannot be taken, e.g. `duration:soon`. */
export interface WrongPart {
  readonly text: string;
  readonly wrong: Wrong;
  /** The key as typed; of a parameter its name. */
  readonly key: string;
  readonly value: string;
  /** The key that was probably meant. */
  readonly meant?: string;
}

export interface ParsedLine {
  readonly filter: ExecutionFilter;
  readonly rest: readonly WrongPart[];
}

/**
 * Adds what `line` says to `filter`.
 * @param parameterNames  those in use: they are keys too, `region:KR` is `param.region:KR`
 */
export function applyFilterLine(
  filter: ExecutionFilter,
  line: string,
  parameterNames: readonly string[] = [],
): ParsedLine {
  const rest: WrongPart[] = [];
  const words: string[] = [];
  let next = filter;
  for (const token of tokens(line)) {
    const added = addToken(next, withKnownName(token, parameterNames));
    if (added === "words") words.push(unquote(token));
    else if ("wrong" in added) rest.push(added);
    else next = added;
  }
  if (words.length > 0) next = { ...next, text: words.join(" ").slice(0, 200) };
  return { filter: next, rest };
}

function withKnownName(token: string, parameterNames: readonly string[]): string {
  const key = token.slice(0, Math.max(0, token.indexOf(":")));
  const isOurs = (PLAIN_KEYS as readonly string[]).includes(key.toLowerCase());
  return !isOurs && parameterNames.includes(key) ? `param.${token}` : token;
}

/** Splits at blanks outside double quotes. */
function tokens(line: string): string[] {
  return line.match(/(?:[^\s"]|"[^"]*"?)+/g) ?? [];
}

function unquote(text: string): string {
  return text.replaceAll('"', "").trim();
}

/** The filter with `token` added; "words" when it is plain text. */
function addToken(filter: ExecutionFilter, token: string): ExecutionFilter | WrongPart | "words" {
  const number = /^#?(\d{1,19})$/.exec(token)?.[1];
  if (number && isId(number)) return { ...filter, id: number };
  const match = /^(-?[a-z]+|param\.[^:]+):(.*)$/is.exec(token);
  if (!match?.[1]) return "words";
  const [key, value] = [match[1], unquote(match[2] ?? "")];
  const wrong = (why: Wrong, of = key): WrongPart => ({ text: token, wrong: why, key: of, value });
  if (key.startsWith("param.")) {
    const name = key.slice("param.".length);
    if (value === "") return wrong("param", name);
    // A search that answers yes or no would give a secret away.
    if (value !== "*" && isSecretName(name)) return wrong("secret", name);
    return { ...filter, parameters: [...filter.parameters, { name, value }] };
  }
  switch (key.toLowerCase()) {
    case "job":
      return value ? { ...filter, job: plus(filter.job, value) } : wrong("job");
    case "-job":
      return value ? { ...filter, notJob: plus(filter.notJob, value) } : wrong("job");
    case "exit":
      return value ? { ...filter, exit: plus(filter.exit, value) } : wrong("exit");
    case "status": {
      const status = statusNamed(value);
      return status ? { ...filter, status: plus(filter.status, status) } : wrong("status");
    }
    case "started":
      return isStartedRange(value) ? { ...filter, started: value } : wrong("started");
    case "duration":
      return isDurationBound(value) ? { ...filter, duration: value } : wrong("duration");
    case "skips":
      return isNumberBound(value) ? { ...filter, skips: value } : wrong("skips");
    case "rollbacks":
      return isNumberBound(value) ? { ...filter, rollbacks: value } : wrong("rollbacks");
    case "instance":
      return isId(value) ? { ...filter, instance: value } : wrong("instance");
    case "id":
      return isId(value) ? { ...filter, id: value } : wrong("id");
    case "stuck":
      return { ...filter, stuck: true };
    case "param":
      return wrong("paramName");
    default: {
      // "Error: file not found" is a message, not a key; "staus:failed" is a slip.
      const meant = value === "" ? null : nearestWord(key.toLowerCase(), PLAIN_KEYS);
      return meant === null ? "words" : { ...wrong("key"), meant };
    }
  }
}

const PLAIN_KEYS = ["job", "-job", "status", "exit", "started", "duration", "skips", "rollbacks", "instance"] as const;

/** A status by its word or an unmistakable beginning of it: "fail" is FAILED, "sto" is two and so none. */
function statusNamed(text: string) {
  const word = text.toUpperCase();
  if (isBatchStatus(word)) return word;
  const matching = word === "" ? [] : BATCH_STATUSES.filter((status) => status.startsWith(word));
  return matching.length === 1 ? matching[0] : undefined;
}

function plus<T>(list: readonly T[], value: T): readonly T[] {
  return list.includes(value) ? list : [...list, value];
}
