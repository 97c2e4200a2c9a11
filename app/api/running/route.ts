import { answer, json } from "@/lib/server/http";
import { showRunningBoard } from "@/lib/server/live";
import { getDesk } from "@/lib/server/runtime";

export const dynamic = "force-dynamic";

export function GET(): Promise<Response> {
  return answer(async () => json(await showRunningBoard(await getDesk())));
}
