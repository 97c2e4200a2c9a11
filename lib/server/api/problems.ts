import "server-only";
import { z } from "zod";
import { API_ROOT } from "@/lib/shared/api-routes";
import type { Failure } from "@/lib/shared/result";
import { component } from "./schemas/component";
import { id, text } from "./schemas/values";

/** Every kind of problem that the API names, with its status and title. A refusal of the engine that is not here is a 409. */
export const PROBLEMS = {
  INVALID_REQUEST: [400, "The request is not understood"],
  MALFORMED_ADDRESS: [400, "The address is no address"],
  UNAUTHORIZED: [401, "A token is needed"],
  FORBIDDEN: [403, "Not allowed"],
  OTHER_SITE: [403, "The request came from another site"],
  NO_ORIGIN: [403, "The request does not say where it comes from"],
  NOT_FOUND: [404, "There is nothing at this address"],
  NO_SUCH_JOB: [404, "No such job"],
  NO_SUCH_JOB_EXECUTION: [404, "No such execution"],
  NO_SUCH_JOB_INSTANCE: [404, "No such instance"],
  NO_SUCH_BULK_OPERATION: [404, "No such bulk operation"],
  METHOD_NOT_ALLOWED: [405, "Not with this method"],
  JOB_EXECUTION_ALREADY_RUNNING: [409, "It is running already"],
  JOB_INSTANCE_ALREADY_COMPLETE: [409, "The instance is complete"],
  JOB_EXECUTION_NOT_RUNNING: [409, "It is not running"],
  JOB_RESTART: [409, "It cannot be restarted"],
  STALE_EXECUTION: [409, "It has changed meanwhile"],
  NOT_NOW: [409, "Not possible in this state"],
  BULK_IS_RUNNING: [409, "The bulk operation is running"],
  BULK_NOT_RUNNING: [409, "The bulk operation is not running"],
  BULK_IS_DONE: [409, "The bulk operation is done"],
  BULK_OTHER_COUNT: [409, "Other executions match by now"],
  BULK_UNAVAILABLE: [409, "Bulk operations cannot be kept in this database"],
  BODY_TOO_LARGE: [413, "The body is too large"],
  UNSUPPORTED_MEDIA_TYPE: [415, "The body has to be JSON"],
  HOST_NOT_ALLOWED: [421, "The console is not known by this name"],
  JOB_PARAMETERS_INVALID: [422, "Some parameters are not valid"],
  BULK_TOO_MANY: [422, "Too many executions"],
  BULK_NOTHING_CHOSEN: [422, "No execution is chosen"],
  UNEXPECTED: [500, "Something went wrong"],
  DATABASE_UNAVAILABLE: [503, "The database does not answer"],
} as const satisfies Record<string, readonly [status: number, title: string]>;

export type ProblemCode = keyof typeof PROBLEMS;

/** RFC 9457, with our stable code and the fields at fault. */
export const problem = component(
  "Problem",
  "Problem details (RFC 9457).",
  z.strictObject({
    type: text.meta({ description: "Address that tells of this kind of problem; `about:blank` when there is none." }),
    title: text,
    status: z.int(),
    detail: text.meta({ description: "One sentence in the language of `Accept-Language`." }),
    code: text.meta({ description: "Stable word for programs." }),
    problems: z
      .record(text, text)
      .optional()
      .meta({ description: "By field or parameter; the empty name is for all of them together." }),
    executionId: id.optional().meta({ description: "The execution that stands in the way." }),
    instanceId: id.optional(),
  }),
);

export const problemCatalogue = component(
  "ProblemCatalogue",
  "Every kind of problem that has a code of its own.",
  z.strictObject({ items: z.array(z.strictObject({ code: text, status: z.int(), title: text })) }),
);

function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(PROBLEMS, code);
}

export function statusOf(code: string): number {
  return isProblemCode(code) ? PROBLEMS[code][0] : 409;
}

export function problemResponse(failure: Failure, headers: Readonly<Record<string, string>> = {}): Response {
  const { code, message, problems, executionId, instanceId } = failure;
  const status = statusOf(code);
  const body: z.infer<typeof problem> = {
    type: isProblemCode(code) ? `${API_ROOT}/problems#${code}` : "about:blank",
    title: isProblemCode(code) ? PROBLEMS[code][1] : "Conflict",
    status,
    detail: message,
    code,
    ...(problems && Object.keys(problems).length > 0 && { problems: { ...problems } }),
    ...(executionId !== undefined && { executionId }),
    ...(instanceId !== undefined && { instanceId }),
  };
  return Response.json(body, {
    status,
    headers: { ...COMMON_HEADERS, ...headers, "content-type": "application/problem+json" },
  });
}

/** What is true of a batch is true for a second, and no browser shall guess what a body is. */
export const COMMON_HEADERS = { "cache-control": "no-store", "x-content-type-options": "nosniff" } as const;
