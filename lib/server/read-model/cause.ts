import "server-only";
import type { CauseView } from "@/lib/shared/views";

/** Width of EXIT_MESSAGE. One less is full too: a pair of surrogates is not cut in two. */
const MESSAGE_LENGTH_MAX = 2500;

interface Cause {
  readonly headline: string;
  readonly frames: readonly string[];
}

/**
 * An exit message taken apart: the deepest cause first, because that is what broke. Understands stack traces as Java prints them (and
 * batch-core, which prints the same) and takes any other text as one cause.
 */
export function readCause(message: string): Pick<CauseView, "causes" | "truncated"> {
  const causes: { headline: string[]; frames: string[]; isSuppressed: boolean }[] = [];
  for (const line of message.split(/\r?\n/)) {
    // Descriptions of several steps are joined by "; ".
    const start = /^(?:\s*(Caused by|Suppressed|\[cause\]): ?|; )(.*)$/.exec(line);
    const current = causes.at(-1);
    if (start) causes.push({ headline: [start[2] ?? ""], frames: [], isSuppressed: start[1] === "Suppressed" });
    else if (!current) causes.push({ headline: [line], frames: [], isSuppressed: false });
    else if (isFrame(line)) current.frames.push(line.trim());
    else if (current.frames.length > 0 && line.trim() !== "")
      causes.push({ headline: [line], frames: [], isSuppressed: false });
    else if (current.frames.length === 0) current.headline.push(line);
  }
  return {
    causes: deepestFirst(causes.map((cause) => ({ ...cause, headline: cause.headline.join("\n").trim() }))),
    truncated: message.length >= MESSAGE_LENGTH_MAX - 1,
  };
}

/** The one line that tells most: the headline of the deepest cause. */
export function mostTellingLine(message: string | null): string | null {
  if (!message?.trim()) return null;
  const [deepest] = readCause(message).causes;
  return deepest?.headline.split("\n")[0]?.trim() || null;
}

function isFrame(line: string): boolean {
  return /^\s+at \S/.test(line) || /^\s*\.\.\. \d+ (?:more|common frames omitted)/.test(line);
}

/** What was suppressed explains nothing, so it comes last. */
function deepestFirst(causes: readonly (Cause & { readonly isSuppressed: boolean })[]): Cause[] {
  const order = [...causes].reverse().sort((a, b) => Number(a.isSuppressed) - Number(b.isSuppressed));
  return order
    .filter(({ headline, frames }) => headline !== "" || frames.length > 0)
    .map(({ headline, frames }) => ({ headline, frames }));
}
