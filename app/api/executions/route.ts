import type { NextRequest } from "next/server";
import { answer, json } from "@/lib/server/http";
import { listExecutions } from "@/lib/server/read-model/executions";
import { getDesk } from "@/lib/server/runtime";
import { parseExecutionFilter, parsePageRequest } from "@/lib/shared/execution-filter";
import { routes } from "@/lib/shared/routes";

/** Many browsers with the same list cost one reading per this time. */
const SHARED_MS = 1_500;

export function GET(request: NextRequest): Promise<Response> {
  return answer(async () => {
    const { read, shared } = await getDesk();
    const filter = parseExecutionFilter(request.nextUrl.searchParams);
    const page = parsePageRequest(request.nextUrl.searchParams);
    return json(
      await shared.get(routes.api.executions(filter, page), SHARED_MS, () => listExecutions(read, filter, page)),
    );
  });
}
