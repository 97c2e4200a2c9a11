import type { ExecutionContext } from "../model/execution-context.ts";
import { encodeContext } from "./context/encode-context.ts";
import type { Statement } from "./database.ts";
import type { TableLayout } from "./table-layout.ts";

type Owner = "JOB" | "STEP";

/** Statements over the contexts of executions, each named by its owner's id. */
export interface ContextStatements {
  /** Columns as `contextOf` takes them. */
  select(owner: Owner, id: bigint): Statement;
  insert(owner: Owner, id: bigint, context: ExecutionContext): Statement;
  update(owner: Owner, id: bigint, context: ExecutionContext): Statement;
}

export function contextStatements({ prefix, contextFormat }: TableLayout): ContextStatements {
  // What every chunk sends is made once: a text that is put together anew is hashed anew wherever it is looked up.
  const updateOf = (owner: Owner) =>
    `update ${prefix}${owner}_EXECUTION_CONTEXT set SHORT_CONTEXT = ?, SERIALIZED_CONTEXT = ? where ${owner}_EXECUTION_ID = ?`;
  const update = { JOB: updateOf("JOB"), STEP: updateOf("STEP") };

  return {
    select: (owner, id) => ({
      sql: `select SHORT_CONTEXT as shortContext, SERIALIZED_CONTEXT as serializedContext
              from ${prefix}${owner}_EXECUTION_CONTEXT where ${owner}_EXECUTION_ID = ?`,
      parameters: [id],
    }),

    insert(owner, id, context) {
      const { shortContext, serializedContext } = encodeContext(context, contextFormat);
      return {
        sql: `insert into ${prefix}${owner}_EXECUTION_CONTEXT (SHORT_CONTEXT, SERIALIZED_CONTEXT, ${owner}_EXECUTION_ID) values (?, ?, ?)`,
        parameters: [shortContext, serializedContext, id],
      };
    },

    update(owner, id, context) {
      const { shortContext, serializedContext } = encodeContext(context, contextFormat);
      return { sql: update[owner], parameters: [shortContext, serializedContext, id] };
    },
  };
}
