import { BatchError } from "../errors.ts";
import { isRunning } from "../model/batch-status.ts";
import type { DispatcherFactory } from "./dispatcher.ts";
import { HEARTBEAT_MS, thisNode } from "./lease-store.ts";

const POLL_MS = 500;

/**
 * Runs every execution in the caller's thread, before the launch returns, under a lease with heartbeats, so that hosts over the same database
 * leave it alone. When a host was quicker, waits until that one has run it. For tests and the command line.
 */
export function inlineDispatcher(): DispatcherFactory {
  return async ({ execute, leases, repository, clock, log }) => {
    const node = thisNode();
    const running = new Map<bigint, Promise<void>>();
    let beatenAt = Number.NEGATIVE_INFINITY;
    const beat = () => {
      beatenAt = clock.now().getTime();
      return leases
        .heartbeat(node)
        .catch((error: unknown) => log.error({ error: String(error) }, "No heartbeat could be written"));
    };

    async function run(jobExecutionId: bigint): Promise<void> {
      if (!(await leases.claim(jobExecutionId, node))) return untilEnded(jobExecutionId);
      const timer = setInterval(beat, HEARTBEAT_MS);
      try {
        // The claim has prolonged its own lease.
        if (clock.now().getTime() - beatenAt >= HEARTBEAT_MS) await beat();
        await execute(jobExecutionId);
        // Not when that failed: its end could not be saved, and a lease that expires says so.
        await leases.finish(jobExecutionId, node);
      } finally {
        clearInterval(timer);
      }
    }

    async function untilEnded(jobExecutionId: bigint): Promise<void> {
      for (;;) {
        const status = await repository.getJobStatus(jobExecutionId);
        if (!status || !isRunning(status)) return;
        await clock.sleep(POLL_MS);
      }
    }

    return {
      dispatch(jobExecutionId) {
        const done = run(jobExecutionId).finally(() => running.delete(jobExecutionId));
        running.set(jobExecutionId, done);
        return done;
      },
      kill: async () => {},
      async close() {
        for (const jobExecutionId of running.keys()) {
          await repository.requestStop(jobExecutionId).catch((error: unknown) => {
            // It has ended, or was asked already.
            if (!(error instanceof BatchError)) throw error;
          });
        }
        await Promise.allSettled(running.values());
        await leases.leave(node);
      },
    };
  };
}
