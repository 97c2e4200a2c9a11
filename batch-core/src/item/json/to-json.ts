import { ConfigurationError } from "../../errors.ts";

/**
 * A value as JSON on one line. A bigint becomes a JSON number with all its digits.
 *
 * @throws {ConfigurationError} for what JSON has no form for
 */
export function toJson(value: unknown): string {
  const text = stringify(value);
  if (text === undefined) throw new ConfigurationError(`A value of type ${typeof value} has no form in JSON.`);
  return text;
}

function stringify(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch (error) {
    if (!(error instanceof TypeError) || !error.message.includes("BigInt")) throw error;
    // Only now: a replacer makes every other value four times as dear.
    return JSON.stringify(value, (_, part) => (typeof part === "bigint" ? rawJson(part) : part));
  }
}

function rawJson(value: bigint): unknown {
  // In Node since 22, in TypeScript's library of a later year than ours.
  const { rawJSON } = JSON as unknown as { rawJSON(text: string): unknown };
  return rawJSON(value.toString());
}
