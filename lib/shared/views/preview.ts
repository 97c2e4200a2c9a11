import type { KeyParameter } from "./parameters";
import type { Id } from "./values";

/** What a launch would do. */
export interface LaunchPreviewView {
  readonly decision: "new-instance" | "restart" | "rerun" | "refused";
  readonly instanceId: Id | null;
  readonly lastExecutionId: Id | null;
  readonly attempt: number;
  readonly code: string | null;
  /** Why it is refused, in the reader's language. */
  readonly reason: string | null;
  readonly identifying: readonly KeyParameter[];
  /** Field errors by parameter name; the empty name is for all of them together. */
  readonly problems: Readonly<Record<string, string>>;
}

export interface RestartPreviewView extends LaunchPreviewView {
  /** By the job's definition; false when only its rows are known, and some other application has the job. */
  readonly declared: boolean;
  readonly steps: readonly RestartStep[];
}

export interface RestartStep {
  readonly name: string;
  readonly will: "skip" | "run" | "continue";
  /** Position the step goes on from, by context key. */
  readonly from: readonly { readonly key: string; readonly value: string }[] | null;
}
