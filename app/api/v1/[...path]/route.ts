import { handleApi } from "@/lib/server/api/handle";

export const dynamic = "force-dynamic";

/** The documented API: lib/server/api/endpoints.ts says what there is. */
function handle(request: Request): Promise<Response> {
  return handleApi(request);
}

export {
  handle as DELETE,
  handle as GET,
  handle as HEAD,
  handle as OPTIONS,
  handle as PATCH,
  handle as POST,
  handle as PUT,
};
