import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { BatchError } from "../errors.ts";
import { isRunning } from "../model/batch-status.ts";
import type { DispatcherFactory } from "./dispatcher.ts";
import { HEARTBEAT_MS, type Node } from "./lease-store.ts";

const POLL_MS = 500;

/**
 * Runs every execution in the caller's thread, before the launch returns, as a node of its own: with a lease and heartbeats, so that hosts
 * over the same database leave it alone. When a host was quicker, waits until that one has run it. For the command line.
 */
export function foregroundDispatcher(): DispatcherFactory {
  return async ({ repository, leases, clock, log, execute }) => {
    const node: Node = { id: randomUUID(), host: hostname(), pid: process.pid };
    const running = new Map<bigint, Promise<void>>();
    await leases.heartbeat(node);
    const timer = setInterval(() => {
      leases.heartbeat(node).catch((error: unknown) => log.warn({ error: String(error) }, "No heartbeat was written"));
    }, HEARTBEAT_MS);
    timer.unref();

    async function run(jobExecutionId: bigint): Promise<void> {
      if (!(await leases.claim(jobExecutionId, node))) return untilEnded(jobExecutionId);
      await execute(jobExecutionId);
      await leases.finish(jobExecutionId, node);
    }

    async function untilEnded(jobExecutionId: bigint): Promise<void> {
      for (;;) {
        const execution = await repository.getJobExecution(jobExecutionId);
        if (!execution || !isRunning(execution.status)) return;
        await clock.sleep(POLL_MS);
      }
    }

    async function requestStop(jobExecutionId: bigint): Promise<void> {
      await repository.requestStop(jobExecutionId).catch((error: unknown) => {
        // It ended, or was asked already.
        if (!(error instanceof BatchError)) throw error;
      });
    }

    return {
      async dispatch(jobExecutionId) {
        const done = run(jobExecutionId).finally(() => running.delete(jobExecutionId));
        running.set(jobExecutionId, done);
        return done;
      },
      kill: async () => {},
      async close() {
        await Promise.all([...running.keys()].map(requestStop));
        await Promise.allSettled(running.values());
        clearInterval(timer);
        await leases.leave(node);
      },
    };
  };
}
