import type { ActionState } from "./actions";
import type { ExecutionLink } from "./execution-row";
import type { Instant } from "./values";

export interface LaunchFormView {
  readonly readAt: Instant;
  readonly jobName: string;
  readonly description: string | null;
  readonly fields: readonly FieldView[];
  /** What the form opens with, by name: from the link, else from the execution to run again, else defaults. */
  readonly values: Readonly<Record<string, string>>;
  /** The execution the values come from. */
  readonly from: ExecutionLink | null;
  readonly launch: ActionState;
  readonly hasIncrementer: boolean;
}

/** One input of a launch form. */
export interface FieldView {
  readonly name: string;
  readonly kind: FieldKind;
  readonly title: string;
  readonly help: string | null;
  readonly required: boolean;
  /** As the form would hold it; null when there is none. */
  readonly default: string | null;
  readonly identifying: boolean;
  readonly choices: readonly string[] | null;
  readonly minimum: string | null;
  readonly maximum: string | null;
  readonly pattern: string | null;
  /** What the incrementer would give next; a field with this may stay empty. */
  readonly incrementerNext: string | null;
  /** Values of the latest executions, newest first, at most 5; empty for secrets. */
  readonly lastValues: readonly string[];
}

export type FieldKind = "text" | "long" | "double" | "date" | "datetime" | "choice" | "boolean" | "secret";
