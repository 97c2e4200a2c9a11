import { answer, json } from "@/lib/server/http";
import { readParameterNames } from "@/lib/server/read-model/parameter-names";
import { getDesk } from "@/lib/server/runtime";

export const dynamic = "force-dynamic";

/** How long suggestions may be behind. */
const SHARED_MS = 30_000;

/** Names of parameters that recent executions have, for suggestions in the filter line. */
export function GET(): Promise<Response> {
  return answer(async () => {
    const { read, shared } = await getDesk();
    return json(await shared.get("parameter names", SHARED_MS, () => readParameterNames(read)));
  });
}
