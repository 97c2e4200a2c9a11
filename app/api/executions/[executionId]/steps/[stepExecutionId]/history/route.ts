import type { NextRequest } from "next/server";
import { answer, json, notFound } from "@/lib/server/http";
import { readStepHistory } from "@/lib/server/read-model/execution/step-history";
import { getDesk } from "@/lib/server/runtime";
import { isId } from "@/lib/shared/ids";

interface Context {
  readonly params: Promise<{ executionId: string; stepExecutionId: string }>;
}

export function GET(_request: NextRequest, { params }: Context): Promise<Response> {
  return answer(async (messages) => {
    const { executionId, stepExecutionId } = await params;
    const { read } = await getDesk();
    const view =
      isId(executionId) && isId(stepExecutionId) ? await readStepHistory(read, executionId, stepExecutionId) : null;
    return view ? json(view) : notFound("NO_SUCH_JOB_EXECUTION", messages);
  });
}
