import { z } from "zod";
import { answer, json, problem, refuseOtherSites } from "@/lib/server/http";
import { openRequest } from "@/lib/server/request";
import { previewLaunch } from "@/lib/server/use-cases/preview-launch";
import { decodeSegment } from "@/lib/shared/path-segment";

const body = z.object({ values: z.record(z.string().max(100), z.string().max(10_000)) });

/** What a launch with these values would do. Writes nothing; a POST because values, secret ones too, are no part of a URL. */
export function POST(
  request: Request,
  { params }: { readonly params: Promise<{ jobName: string }> },
): Promise<Response> {
  return answer(async (messages) => {
    const refusal = refuseOtherSites(request, messages);
    if (refusal) return refusal;
    const parsed = body.safeParse(await request.json().catch(() => null));
    if (!parsed.success) {
      return problem(400, { code: "MALFORMED", message: z.prettifyError(parsed.error) });
    }
    const { jobName } = await params;
    const scope = await openRequest();
    return json(
      await previewLaunch(
        { ...scope, jobs: scope.desk.read.jobs },
        { jobName: decodeSegment(jobName), ...parsed.data },
      ),
    );
  });
}
