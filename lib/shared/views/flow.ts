import type { BatchStatus } from "batch-core/model";

export interface FlowView {
  /** `declared` by the job's definition, or `inferred` from the order of past steps. */
  readonly source: "declared" | "inferred";
  readonly nodes: readonly FlowNode[];
  readonly edges: readonly FlowEdge[];
}

export interface FlowNode {
  readonly id: string;
  readonly name: string;
  readonly kind: FlowNodeKind;
  /** Of the execution looked at; null when it did not get there or none is looked at. */
  readonly status: BatchStatus | null;
  /**
   * Whether the execution looked at got there: `here`; `earlier` when an attempt before it completed the step, so that it is passed over;
   * `not`. Null when none is looked at.
   */
  readonly reached: "here" | "earlier" | "not" | null;
  readonly chunkSize: number | null;
  /** The split or flow it is drawn inside of. */
  readonly parentId: string | null;
}

export type FlowNodeKind = "step" | "chunk" | "tasklet" | "partition" | "decision" | "split" | "flow" | "job" | "end";

export interface FlowEdge {
  readonly from: string;
  readonly to: string;
  /** Exit code pattern; null where nothing else can come of the node. */
  readonly on: string | null;
  readonly taken: boolean | null;
}
