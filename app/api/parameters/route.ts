import { answer, json } from "@/lib/server/http";
import { readParameterNames, readParameterValues } from "@/lib/server/read-model/parameter-names";
import { getDesk } from "@/lib/server/runtime";

export const dynamic = "force-dynamic";

/** How long suggestions may be behind. Names hardly change; a value that was launched with a moment ago is looked for now. */
const SHARED_MS = { names: 30_000, values: 3_000 };
const NAME_LENGTH_MAX = 100;

/** For suggestions in the filter line: names of parameters that recent executions have, with `?name=` the values of one of them. */
export function GET(request: Request): Promise<Response> {
  return answer(async () => {
    const { read, shared } = await getDesk();
    const name = new URL(request.url).searchParams.get("name")?.slice(0, NAME_LENGTH_MAX);
    if (!name) return json(await shared.get("parameter names", SHARED_MS.names, () => readParameterNames(read)));
    return json(await shared.get(`parameter values ${name}`, SHARED_MS.values, () => readParameterValues(read, name)));
  });
}
