import { answerExecution } from "@/lib/server/http";
import { openRequest } from "@/lib/server/request";
import { showExecution } from "@/lib/server/use-cases/show-execution";

export async function GET(
  _request: Request,
  { params }: { readonly params: Promise<{ executionId: string }> },
): Promise<Response> {
  const { executionId } = await params;
  return answerExecution([executionId], async () => showExecution(await openRequest(), executionId));
}
