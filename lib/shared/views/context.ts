import type { Id } from "./values";

export interface ContextView {
  readonly owner: "job" | "step";
  readonly stepExecutionId: Id | null;
  readonly stepName: string | null;
  readonly format: "json" | "jackson" | "java" | "empty" | "unreadable";
  readonly nodes: readonly ContextNode[];
  /** As stored, masked, cut at 100 000 characters. */
  readonly raw: string;
  /** The stored text is cut ("…" at its end). */
  readonly truncated: boolean;
  /** Why it cannot be shown as a tree. */
  readonly problem: string | null;
}

/** A node of a decoded ExecutionContext. */
export interface ContextNode {
  readonly key: string;
  readonly type: "null" | "boolean" | "string" | "integer" | "long" | "double" | "date" | "list" | "map" | "java";
  /** Java class, when the stored form names one. */
  readonly javaType: string | null;
  /** Text of a leaf; null for lists and maps. */
  readonly value: string | null;
  readonly children: readonly ContextNode[];
}
