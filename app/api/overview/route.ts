import { answer, json } from "@/lib/server/http";
import { showOverview } from "@/lib/server/live";
import { getDesk } from "@/lib/server/runtime";

export const dynamic = "force-dynamic";

export function GET(): Promise<Response> {
  return answer(async () => json(await showOverview(await getDesk())));
}
