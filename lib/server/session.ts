import "server-only";
import type { Actor } from "./actor";
import { getDesk } from "./runtime";

/**
 * Who this request comes from. The console listens on the loopback address and knows one operator; users and roles will come in here,
 * and nothing that calls this will notice.
 */
export async function requireActor(): Promise<Actor> {
  const { environment } = await getDesk();
  return { name: environment.operator, role: environment.readOnly ? "viewer" : "operator" };
}
