import { answer, json, notFound } from "@/lib/server/http";
import { openRequest } from "@/lib/server/request";
import { showExecution } from "@/lib/server/use-cases/show-execution";
import { isId } from "@/lib/shared/ids";

export function GET(
  _request: Request,
  { params }: { readonly params: Promise<{ executionId: string }> },
): Promise<Response> {
  return answer(async (messages) => {
    const { executionId } = await params;
    const view = isId(executionId) ? await showExecution(await openRequest(), executionId) : null;
    return view ? json(view) : notFound("NO_SUCH_JOB_EXECUTION", messages);
  });
}
