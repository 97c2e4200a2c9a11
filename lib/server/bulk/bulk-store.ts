import "server-only";
import type { Runtime } from "batch-core";
import type { BulkAction, BulkItemState } from "@/lib/shared/views";

/**
 * Where bulk operations are kept, so that one that was cut off can be continued by anybody.
 *
 *   operation   RUNNING ⇄ PAUSED, RUNNING → DONE when no item is left
 *   item        PENDING → WORKING (claimed by one worker) → DONE | REFUSED | FAILED; INELIGIBLE from the beginning
 */
export type BulkState = "RUNNING" | "PAUSED" | "DONE";

export interface NewBulk {
  readonly action: BulkAction;
  readonly actor: string;
  readonly reason: string | null;
  /** Query string of the filter it was chosen by. */
  readonly filter: string | null;
  readonly items: readonly NewBulkItem[];
}

export interface NewBulkItem {
  readonly executionId: string;
  readonly jobName: string | null;
  readonly beforeStatus: string | null;
  /** Why nothing will be done to it; null when it is eligible. */
  readonly ineligible: string | null;
}

export interface ClaimedItem {
  readonly position: number;
  readonly executionId: string;
}

export interface ItemOutcome {
  readonly state: Extract<BulkItemState, "DONE" | "REFUSED" | "FAILED">;
  readonly code: string | null;
  readonly message: string | null;
  readonly resultExecutionId: string | null;
}

export interface StoredBulk {
  readonly id: string;
  readonly action: BulkAction;
  readonly state: BulkState;
  readonly reason: string | null;
  readonly updatedAt: string;
}

const MESSAGE_LENGTH_MAX = 2_500;
const ROWS_PER_INSERT = 200;

export function bulkStore({ database, layout, rights }: Pick<Runtime, "database" | "layout" | "rights">) {
  const bulk = `${layout.sidePrefix}BULK`;
  const item = `${layout.sidePrefix}BULK_ITEM`;

  return {
    /** False where the tables are older than this release and may not be changed. */
    async isThere(): Promise<boolean> {
      if (!layout.sideTables || !rights.sideTables) return false;
      return database.query(`select 1 from ${bulk} where 1 = 0`).then(
        () => true,
        () => false,
      );
    },

    /** @returns its id; it is RUNNING from now on */
    async create({ action, actor, reason, filter, items }: NewBulk): Promise<bigint> {
      const now = new Date();
      return database.transaction(async (transaction) => {
        await transaction.execute(
          `insert into ${bulk} (ACTION, ACTOR, REASON, FILTER, STATE, CREATED_AT, UPDATED_AT) values (?, ?, ?, ?, 'RUNNING', ?, ?)`,
          [action, actor, reason, filter, now, now],
        );
        const lastId = database.dialect === "mysql" ? "last_insert_id()" : "last_insert_rowid()";
        const [row] = await transaction.query(`select ${lastId} as id`);
        const id = BigInt(String(row?.id));
        for (let start = 0; start < items.length; start += ROWS_PER_INSERT) {
          const rows = items.slice(start, start + ROWS_PER_INSERT);
          await transaction.execute(
            `insert into ${item} (BULK_ID, POSITION, JOB_EXECUTION_ID, JOB_NAME, BEFORE_STATUS, STATE, MESSAGE)
               values ${rows.map(() => "(?, ?, ?, ?, ?, ?, ?)").join(", ")}`,
            rows.flatMap(({ executionId, jobName, beforeStatus, ineligible }, index) => [
              id,
              start + index + 1,
              BigInt(executionId),
              jobName,
              beforeStatus,
              ineligible === null ? "PENDING" : "INELIGIBLE",
              ineligible?.slice(0, MESSAGE_LENGTH_MAX) ?? null,
            ]),
          );
        }
        return id;
      });
    },

    async find(id: bigint): Promise<StoredBulk | null> {
      const [row] = await database.query<{ action: string; state: string; reason: string | null; updated: string }>(
        `select ACTION as action, STATE as state, REASON as reason, UPDATED_AT as updated from ${bulk} where ID = ?`,
        [id],
      );
      if (!row) return null;
      const { reason, updated } = row;
      // Only we write these two columns.
      return {
        id: String(id),
        action: row.action as BulkAction,
        state: row.state as BulkState,
        reason,
        updatedAt: updated,
      };
    },

    /** The next item, for this caller alone; null when none is left or the operation does not run. */
    async claim(id: bigint): Promise<ClaimedItem | null> {
      for (;;) {
        const [next] = await database.query<{ position: number; executionId: number | bigint }>(
          `select t.POSITION as position, t.JOB_EXECUTION_ID as executionId from ${item} t join ${bulk} b on b.ID = t.BULK_ID
            where t.BULK_ID = ? and t.STATE = 'PENDING' and b.STATE = 'RUNNING' order by t.POSITION limit 1`,
          [id],
        );
        if (!next) return null;
        const { affectedRows } = await database.execute(
          `update ${item} set STATE = 'WORKING', UPDATED_AT = ? where BULK_ID = ? and POSITION = ? and STATE = 'PENDING'`,
          [new Date(), id, next.position],
        );
        if (affectedRows === 1) return { position: next.position, executionId: String(next.executionId) };
      }
    },

    /** Writes down what came of an item, and that the operation is alive. */
    async settle(id: bigint, position: number, outcome: ItemOutcome): Promise<void> {
      const now = new Date();
      await database.batch([
        {
          sql: `update ${item} set STATE = ?, CODE = ?, MESSAGE = ?, RESULT_EXECUTION_ID = ?, UPDATED_AT = ? where BULK_ID = ? and POSITION = ?`,
          parameters: [
            outcome.state,
            outcome.code,
            outcome.message?.slice(0, MESSAGE_LENGTH_MAX) ?? null,
            outcome.resultExecutionId === null ? null : BigInt(outcome.resultExecutionId),
            now,
            id,
            position,
          ],
        },
        { sql: `update ${bulk} set UPDATED_AT = ? where ID = ?`, parameters: [now, id] },
      ]);
    },

    /** Ends it when nothing is left to do. */
    async finish(id: bigint): Promise<void> {
      await database.execute(
        `update ${bulk} set STATE = 'DONE', UPDATED_AT = ? where ID = ? and STATE = 'RUNNING'
           and not exists (select 1 from ${item} t where t.BULK_ID = ? and t.STATE in ('PENDING', 'WORKING'))`,
        [new Date(), id, id],
      );
    },

    /** False when it does not run. */
    async pause(id: bigint): Promise<boolean> {
      const { affectedRows } = await database.execute(
        `update ${bulk} set STATE = 'PAUSED', UPDATED_AT = ? where ID = ? and STATE = 'RUNNING'`,
        [new Date(), id],
      );
      return affectedRows === 1;
    },

    /**
     * Lets it run again, with what a lost worker had in its hands, and with `retry` what was refused or failed as well.
     * @returns false when somebody else moved it since `seen`
     */
    async resume({ id, state, updatedAt }: StoredBulk, { retry }: { readonly retry: boolean }): Promise<boolean> {
      const again = retry ? "'WORKING', 'REFUSED', 'FAILED'" : "'WORKING'";
      return database.transaction(async (transaction) => {
        const { affectedRows } = await transaction.execute(
          `update ${bulk} set STATE = 'RUNNING', UPDATED_AT = ? where ID = ? and STATE = ? and UPDATED_AT = ?`,
          [new Date(), BigInt(id), state, updatedAt],
        );
        if (affectedRows !== 1) return false;
        await transaction.execute(
          `update ${item} set STATE = 'PENDING', CODE = null, MESSAGE = null where BULK_ID = ? and STATE in (${again})`,
          [BigInt(id)],
        );
        return true;
      });
    },
  };
}

export type BulkStore = ReturnType<typeof bulkStore>;
