import "server-only";
import { type ServerMessages, serverMessages } from "./messages";
import { readPreferences } from "./preferences";
import { type Desk, getDesk } from "./runtime";
import { requireActor } from "./session";
import type { UseCaseScope } from "./use-cases/operate";

/** Desk, actor and language of this request: what pages and actions begin with. */
export async function openRequest(): Promise<
  UseCaseScope & { readonly desk: Desk; readonly messages: ServerMessages }
> {
  const [desk, actor, { language }] = await Promise.all([getDesk(), requireActor(), readPreferences()]);
  return { desk, actor, messages: serverMessages(language) };
}
