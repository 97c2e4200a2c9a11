import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import type { Database } from "../repository/database.ts";
import type { TableLayout } from "../repository/table-layout.ts";

/** How long a lease lives without a heartbeat, and how often there is one: three may be missed. */
export const LEASE_MS = 20_000;
export const HEARTBEAT_MS = 5_000;

/** One process that executes. */
export interface Node {
  /** New at every start. */
  readonly id: string;
  readonly host: string;
  readonly pid: number;
}

export function thisNode(): Node {
  return { id: randomUUID(), host: hostname(), pid: process.pid };
}

/**
 * Leases: which node works on which execution, and until when that is believed. All times are the database's own, so that clocks of
 * machines do not matter. Without side tables nothing is kept and every claim succeeds.
 */
export interface LeaseStore {
  /** READY → RUNNING. False when another node has it, or it is done. */
  claim(jobExecutionId: bigint, node: Node): Promise<boolean>;
  /** RUNNING → DONE, if it is still this node's. */
  finish(jobExecutionId: bigint, node: Node): Promise<void>;
  /** RUNNING → DONE for an execution that a job step launched: its lease was taken under its parent's. */
  finishChild(jobExecutionId: bigint): Promise<void>;
  /** Executions that a job step of this one launched and that count as running. */
  findChildren(jobExecutionId: bigint): Promise<bigint[]>;
  /** Says that the node lives and prolongs its leases. Returns those of its executions that it still holds. */
  heartbeat(node: Node): Promise<ReadonlySet<string>>;
  /** Executions that nobody works on, oldest first. */
  findReady(limit: number): Promise<bigint[]>;
  /** Ends the leases of dead processes of this host at once, instead of when they expire. */
  expireDeadNodes(node: Node, isAlive: (pid: number) => boolean): Promise<void>;
  leave(node: Node): Promise<void>;
}

export function leaseStore(database: Database, layout: TableLayout): LeaseStore {
  if (!layout.sideTables) return memoryLeases();
  const lease = `${layout.sidePrefix}LEASE`;
  const nodes = `${layout.sidePrefix}NODE`;
  const time = sqlTimes(layout);
  const expiry = time.in(LEASE_MS / 1000);

  return {
    async claim(jobExecutionId, node) {
      const { affectedRows } = await database.execute(
        `update ${lease} set STATE = 'RUNNING', NODE_ID = ?, TOKEN = TOKEN + 1, CLAIMED_AT = ${time.now}, PROGRESS_AT = ${time.now},
           EXPIRES_AT = ${expiry} where JOB_EXECUTION_ID = ? and STATE = 'READY'`,
        [node.id, jobExecutionId],
      );
      return affectedRows === 1;
    },

    async finish(jobExecutionId, node) {
      await database.execute(
        `update ${lease} set STATE = 'DONE', EXPIRES_AT = null where JOB_EXECUTION_ID = ? and NODE_ID = ? and STATE = 'RUNNING'`,
        [jobExecutionId, node.id],
      );
    },

    async finishChild(jobExecutionId) {
      await database.execute(
        `update ${lease} set STATE = 'DONE', EXPIRES_AT = null where JOB_EXECUTION_ID = ? and STATE = 'RUNNING'`,
        [jobExecutionId],
      );
    },

    async findChildren(jobExecutionId) {
      const rows = await database.query(
        `select JOB_EXECUTION_ID as id from ${lease} where STATE = 'RUNNING' and REQUESTED_BY = ?`,
        [parentMark(jobExecutionId)],
      );
      return rows.map((row) => BigInt(row.id as number));
    },

    async heartbeat(node) {
      const [known, , held] = await database.batch([
        { sql: `update ${nodes} set HEARTBEAT_AT = ${time.now} where NODE_ID = ?`, parameters: [node.id] },
        {
          sql: `update ${lease} set EXPIRES_AT = ${expiry} where NODE_ID = ? and STATE = 'RUNNING'`,
          parameters: [node.id],
        },
        {
          sql: `select JOB_EXECUTION_ID as id from ${lease} where NODE_ID = ? and STATE = 'RUNNING'`,
          parameters: [node.id],
        },
      ]);
      if (known?.affectedRows === 0) {
        await database.execute(
          `insert into ${nodes} (NODE_ID, HOST, PID, STARTED_AT, HEARTBEAT_AT, STATE) values (?, ?, ?, ${time.now}, ${time.now}, 'UP')`,
          [node.id, node.host, node.pid],
        );
      }
      return new Set(held?.rows.map((row) => String(row.id)));
    },

    async findReady(limit) {
      const rows = await database.query(
        `select JOB_EXECUTION_ID as id from ${lease} where STATE = 'READY' order by JOB_EXECUTION_ID limit ${limit}`,
      );
      return rows.map((row) => BigInt(row.id as number));
    },

    async expireDeadNodes(node, isAlive) {
      const others = await database.query<{ id: string; pid: number }>(
        `select NODE_ID as id, PID as pid from ${nodes} where HOST = ? and STATE = 'UP' and NODE_ID <> ?`,
        [node.host, node.id],
      );
      for (const other of others) {
        if (isAlive(Number(other.pid)) && Number(other.pid) !== node.pid) continue;
        await database.execute(`update ${nodes} set STATE = 'DOWN' where NODE_ID = ?`, [other.id]);
        await database.execute(
          `update ${lease} set EXPIRES_AT = ${time.now} where NODE_ID = ? and STATE = 'RUNNING' and EXPIRES_AT > ${time.now}`,
          [other.id],
        );
      }
    },

    async leave(node) {
      await database.execute(`update ${nodes} set STATE = 'DOWN' where NODE_ID = ?`, [node.id]);
    },
  };
}

/** REQUESTED_BY of an execution that a job step of this one launched. */
export function parentMark(jobExecutionId: bigint): string {
  return `execution ${jobExecutionId}`;
}

function memoryLeases(): LeaseStore {
  const held = new Set<string>();
  return {
    async claim(jobExecutionId) {
      const id = String(jobExecutionId);
      if (held.has(id)) return false;
      held.add(id);
      return true;
    },
    finish: async (jobExecutionId) => void held.delete(String(jobExecutionId)),
    finishChild: async () => {},
    findChildren: async () => [],
    heartbeat: async () => new Set(held),
    findReady: async () => [],
    expireDeadNodes: async () => {},
    leave: async () => {},
  };
}

/** SQL for the database's present time and a time some seconds ahead, in UTC and in the form of the side tables. */
function sqlTimes(layout: TableLayout): { now: string; in: (seconds: number) => string } {
  if (layout.dialect === "mysql") {
    return { now: "utc_timestamp(3)", in: (seconds) => `timestampadd(second, ${seconds}, utc_timestamp(3))` };
  }
  const text = (modifier: string) => `strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now'${modifier})`;
  return { now: text(""), in: (seconds) => text(`, '+${seconds} seconds'`) };
}
