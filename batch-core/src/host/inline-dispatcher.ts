import type { DispatcherFactory } from "./dispatcher.ts";
import { HEARTBEAT_MS, thisNode } from "./lease-store.ts";

/** Runs every execution in the caller's thread, before the launch returns: for tests and the command line. */
export function inlineDispatcher(): DispatcherFactory {
  return async ({ execute, leases, log }) => {
    const node = thisNode();
    const beat = () =>
      leases
        .heartbeat(node)
        .catch((error: unknown) => log.error({ error: String(error) }, "No heartbeat could be written"));
    return {
      async dispatch(jobExecutionId) {
        if (!(await leases.claim(jobExecutionId, node))) return;
        const timer = setInterval(beat, HEARTBEAT_MS);
        try {
          await beat();
          await execute(jobExecutionId);
        } finally {
          clearInterval(timer);
          await leases.finish(jobExecutionId, node);
        }
      },
      kill: async () => {},
      close: () => leases.leave(node),
    };
  };
}
