import { answerExecution } from "@/lib/server/http";
import { readStepContext } from "@/lib/server/read-model/execution/step-context";
import { getDesk } from "@/lib/server/runtime";

export async function GET(
  _request: Request,
  { params }: { readonly params: Promise<{ executionId: string; stepExecutionId: string }> },
): Promise<Response> {
  const { executionId, stepExecutionId } = await params;
  return answerExecution([executionId, stepExecutionId], async () =>
    readStepContext((await getDesk()).read, executionId, stepExecutionId),
  );
}
