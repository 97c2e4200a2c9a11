/**
 * ExitStatus: the word a flow decides on, and the text that explains it. Codes are free; seven have a meaning of their own.
 * @see Spring Batch `ExitStatus`
 */
export interface ExitStatus {
  readonly code: string;
  /** Never null; empty when there is nothing to say. */
  readonly description: string;
}

export const EXIT_CODES = ["EXECUTING", "COMPLETED", "NOOP", "STOPPED", "FAILED", "UNKNOWN"] as const;

/** Longest EXIT_MESSAGE, in UTF-16 units: the width of the column. */
export const EXIT_MESSAGE_LENGTH_MAX = 2500;

/** Longest EXIT_CODE: the column has 2500 on MySQL and 100 on SQLite. */
export const EXIT_CODE_LENGTH_MAX = { mysql: 2500, sqlite: 100 } as const;

export function exitStatus(code: string, description = ""): ExitStatus {
  return { code, description };
}

/**
 * `a` joined by `b`: the more severe code wins and both descriptions are kept. A code of nobody's list is the most severe of
 * all, so a listener's own code hides FAILED.
 */
export function andExitStatus(a: ExitStatus, b: ExitStatus | null | undefined): ExitStatus {
  if (!b) return a;
  return { code: compareCodes(a.code, b.code) < 0 ? b.code : a.code, description: joinDescriptions(a, b) };
}

/** The same exit with `text` added to its description. */
export function addExitDescription(exit: ExitStatus, text: string): ExitStatus {
  return { code: exit.code, description: joinDescriptions(exit, { code: exit.code, description: text }) };
}

/** The same exit, its description cut to what the column holds and never in the middle of a surrogate pair. */
export function truncateExitStatus(exit: ExitStatus, codeLengthMax: number = EXIT_CODE_LENGTH_MAX.mysql): ExitStatus {
  return {
    code: cut(exit.code, codeLengthMax),
    description: cut(exit.description, EXIT_MESSAGE_LENGTH_MAX),
  };
}

function cut(text: string, lengthMax: number): string {
  if (text.length <= lengthMax) return text;
  const last = text.charCodeAt(lengthMax - 1);
  const splitsPair = last >= 0xd800 && last <= 0xdbff;
  return text.slice(0, splitsPair ? lengthMax - 1 : lengthMax);
}

function joinDescriptions(a: ExitStatus, b: ExitStatus): string {
  if (b.description.trim() === "" || b.description === a.description) return a.description;
  return a.description.trim() === "" ? b.description : `${a.description}; ${b.description}`;
}

function compareCodes(a: string, b: string): number {
  const bySeverity = severity(a) - severity(b);
  if (bySeverity !== 0) return bySeverity;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** By prefix, as Spring Batch does: "COMPLETED WITH SKIPS" is as severe as COMPLETED. */
function severity(code: string): number {
  const index = EXIT_CODES.findIndex((known) => code.startsWith(known));
  return index < 0 ? EXIT_CODES.length + 1 : index + 1;
}
