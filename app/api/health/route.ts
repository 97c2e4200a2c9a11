import { getDesk } from "@/lib/server/runtime";

export const dynamic = "force-dynamic";

/** 200 when the database answers, 503 when it does not. Says nothing that an outsider could use. */
export async function GET(): Promise<Response> {
  try {
    const { runtime } = await getDesk();
    await runtime.database.query("select 1");
    return Response.json({ status: "UP" }, { headers: { "cache-control": "no-store" } });
  } catch {
    return Response.json({ status: "DOWN" }, { status: 503, headers: { "cache-control": "no-store" } });
  }
}
