import type { NextRequest } from "next/server";
import { answer, json } from "@/lib/server/http";
import { showExecutions } from "@/lib/server/live";
import { getDesk } from "@/lib/server/runtime";
import { parseExecutionFilter, parsePageRequest } from "@/lib/shared/filter/parse-execution-filter";

export function GET(request: NextRequest): Promise<Response> {
  return answer(async () => {
    const query = request.nextUrl.searchParams;
    return json(await showExecutions(await getDesk(), parseExecutionFilter(query), parsePageRequest(query)));
  });
}
