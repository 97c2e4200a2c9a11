import "server-only";
import type { Actor } from "./actor";
import type { ConsoleEnvironment } from "./env";
import { getDesk } from "./runtime";

/**
 * Who this request comes from. The console listens on the loopback address and knows one operator; users and roles will come in here,
 * and nothing that calls this will notice.
 */
export async function requireActor(): Promise<Actor> {
  return consoleActor((await getDesk()).environment);
}

export function consoleActor({ operator, readOnly }: Pick<ConsoleEnvironment, "operator" | "readOnly">): Actor {
  return { name: operator, role: readOnly ? "viewer" : "operator" };
}
