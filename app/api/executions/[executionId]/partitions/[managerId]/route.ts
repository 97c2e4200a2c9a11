import type { NextRequest } from "next/server";
import { answer, json, notFound } from "@/lib/server/http";
import { showPartitions } from "@/lib/server/live";
import { getDesk } from "@/lib/server/runtime";
import { parsePageRequest } from "@/lib/shared/filter/execution-filter";
import { isId } from "@/lib/shared/ids";

interface Context {
  readonly params: Promise<{ executionId: string; managerId: string }>;
}

export function GET(request: NextRequest, { params }: Context): Promise<Response> {
  return answer(async (messages) => {
    const { executionId, managerId } = await params;
    const desk = await getDesk();
    const view =
      isId(executionId) && isId(managerId)
        ? await showPartitions(desk, executionId, managerId, parsePageRequest(request.nextUrl.searchParams))
        : null;
    return view ? json(view) : notFound("NO_SUCH_JOB_EXECUTION", messages);
  });
}
