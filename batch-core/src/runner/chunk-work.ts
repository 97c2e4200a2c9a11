import type { ExecutionContext } from "../model/execution-context.ts";
import type { EngineTransaction } from "../repository/database.ts";
import type { Contribution } from "./chunk-parts.ts";

/** What happens inside one chunk's transaction; plain-chunk.ts and fault-tolerant-chunk.ts are the two ways. */
export interface ChunkWork {
  /** Once, when the streams are open. */
  begin?(): Promise<void>;
  /**
   * Reads, processes and writes. The transaction begins at its first statement, so nothing is locked before the write.
   * @returns true when the input has ended and nothing of it is left to do
   */
  run(transaction: EngineTransaction, contribution: Contribution): Promise<boolean>;
  /** Writes the positions of the streams into the step's context. */
  update(context: ExecutionContext): Promise<void>;
  /** @returns milliseconds to wait before the next transaction */
  afterRollback(error: unknown): Promise<number>;
  afterCommit(): void;
  /** Whether the step goes on after this error of `run`, with another transaction. */
  mayGoOn(error: unknown): boolean;
  /** Resolves when nothing is being read any more. */
  end?(): Promise<void>;
}
