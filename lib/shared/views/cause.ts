export interface CauseView {
  readonly step: string | null;
  readonly exitCode: string | null;
  /** Deepest cause first, each with its frames. */
  readonly causes: readonly { readonly headline: string; readonly frames: readonly string[] }[];
  /** How far the step had come; null when that is not known, as of a tasklet. */
  readonly place: CausePlace | null;
  /** The text fills its column, so its end, where a root cause stands, may be missing. */
  readonly truncated: boolean;
  readonly raw: string;
}

/** How far a step had come when it failed; of its own attempt, not counting what earlier attempts did. */
export interface CausePlace {
  readonly commits: number;
  /** Items written and committed. */
  readonly written: number;
  /** The items of the chunk that was rolled back, counted from 1 in the order of reading; null when nothing was in hand. */
  readonly items: { readonly from: number; readonly to: number } | null;
}
