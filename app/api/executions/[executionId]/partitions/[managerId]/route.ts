import type { NextRequest } from "next/server";
import { answerExecution } from "@/lib/server/http";
import { showPartitions } from "@/lib/server/live";
import { getDesk } from "@/lib/server/runtime";
import { parsePageRequest } from "@/lib/shared/filter/parse-execution-filter";

export async function GET(
  request: NextRequest,
  { params }: { readonly params: Promise<{ executionId: string; managerId: string }> },
): Promise<Response> {
  const { executionId, managerId } = await params;
  return answerExecution([executionId, managerId], async () =>
    showPartitions(await getDesk(), executionId, managerId, parsePageRequest(request.nextUrl.searchParams)),
  );
}
