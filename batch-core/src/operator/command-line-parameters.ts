import type { ParameterInput } from "../definition/job-parameters-schema.ts";
import {
  type ParsedParameters,
  parseParameters4,
  parseParameters5,
  parseParametersJson,
} from "../model/parameter-notation.ts";

/** What was typed and cannot be understood, by parameter. */
export interface CommandLineParameters {
  readonly input: ParameterInput;
  readonly problems: Readonly<Record<string, string>>;
}

const TYPE_IN_NAME = /\((string|long|double|date)\)$/;
const TYPE_IN_VALUE = /,\s*[a-z][\w$]*(\.[\w$]+)+\s*(,\s*\w+\s*)?$/;

/**
 * Parameters as they are typed, each in whichever notation of Spring Batch it is written: 4.x `run.id(long)=5`, `-comment=x`; 5.x and 6.x
 * `run.id=5,java.lang.Long,false`, or `run.id={"value":"5","type":"java.lang.Long"}`. A plain `name=value` gets its type from the job.
 *
 * @param timeZone  a `(date)` is midnight of that day in this zone
 * @see spec §3.4 and §3.5
 */
export function commandLineParameters(args: readonly string[], timeZone: string): CommandLineParameters {
  const input: Record<string, unknown> = {};
  const problems: Record<string, string> = {};
  for (const argument of args) {
    const split = argument.indexOf("=");
    if (split < 1) {
      problems[argument] = "a parameter is written name=value";
      continue;
    }
    const key = argument.slice(0, split);
    const text = argument.slice(split + 1);
    const parsed = parse(key, text, timeZone);
    // An empty text is a value, as in Java; for what the job declares as another type it counts as not given.
    if (!parsed) input[key] = text === "" ? { type: "STRING", value: "", identifying: true } : text;
    else {
      Object.assign(problems, parsed.problems);
      Object.assign(input, Object.fromEntries(parsed.parameters));
    }
  }
  return { input, problems };
}

/** Null for a plain `name=value`. */
function parse(key: string, text: string, timeZone: string): ParsedParameters | null {
  if (/^[-+]/.test(key) || TYPE_IN_NAME.test(key)) return parseParameters4([[key, text]], timeZone);
  if (/^\s*\{[\s\S]*"value"/.test(text)) return parseParametersJson([[key, text]]);
  if (TYPE_IN_VALUE.test(text)) return parseParameters5([[key, text]]);
  return null;
}
