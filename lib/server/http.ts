import { isDriverAdapterError } from "@prisma/driver-adapter-utils";
import "server-only";
import { isId } from "@/lib/shared/ids";
import type { Failure } from "@/lib/shared/result";
import { BatchError, DatabaseError } from "./engine";
import { originOf } from "./gate/origin";
import { type ServerMessages, serverMessages } from "./messages";
import { readPreferences } from "./preferences";
import { getDesk } from "./runtime";
import { sentenceOf } from "./use-cases/operate";

/** A JSON answer that no cache keeps: what is true of a batch is true for a second. */
export function json(value: unknown, status = 200): Response {
  return Response.json(value, { status, headers: { "cache-control": "no-store" } });
}

/** Problem details (RFC 9457) with our code and the fields at fault. */
export function problem(status: number, failure: Failure): Response {
  return Response.json(
    { type: "about:blank", title: failure.code, status, detail: failure.message, ...failure },
    { status, headers: { "cache-control": "no-store", "content-type": "application/problem+json" } },
  );
}

/** Runs a handler; what it throws becomes an answer with a sentence, and a line in the log. */
export async function answer(handle: (messages: ServerMessages) => Promise<Response>): Promise<Response> {
  const { language } = await readPreferences();
  const messages = serverMessages(language);
  try {
    return await handle(messages);
  } catch (error) {
    return failed(error, messages);
  }
}

/** Answers with what `read` finds under the ids of an address; an id that is none finds nothing. */
export function answerExecution(ids: readonly string[], read: () => Promise<object | null>): Promise<Response> {
  return answer(async (messages) => {
    const view = ids.every(isId) ? await read() : null;
    const code = "NO_SUCH_JOB_EXECUTION";
    return view ? json(view) : problem(404, { code, message: messages.errors[code]({}) });
  });
}

async function failed(error: unknown, messages: ServerMessages): Promise<Response> {
  const failure = failureOf(error, messages);
  const desk = await getDesk().catch(() => null);
  desk?.log.error({ error: error instanceof Error ? error.stack : String(error) }, "A request failed");
  return problem(failure.code === "DATABASE_UNAVAILABLE" ? 503 : failure.code === "UNEXPECTED" ? 500 : 409, failure);
}

/** What can be said of something thrown: the engine's refusals as they are, and of anything else no more than that it happened. */
export function failureOf(error: unknown, messages: ServerMessages): Failure {
  if (error instanceof DatabaseError || isUnreachable(error)) {
    return { code: "DATABASE_UNAVAILABLE", message: messages.errors.DATABASE_UNAVAILABLE({}) };
  }
  if (error instanceof BatchError) {
    return { code: error.code, message: sentenceOf(error.code, error.message, {}, messages) };
  }
  return { code: "UNEXPECTED", message: messages.errors.UNEXPECTED({}) };
}

/** Prisma's codes for a server that does not answer, and mysql2's for the connection that the engine has to it. */
const UNREACHABLE = new Set(["P1001", "P1017", "ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "PROTOCOL_CONNECTION_LOST"]);

function isUnreachable(error: unknown): boolean {
  if (!(error instanceof Error) || !("code" in error)) return false;
  // A query in SQL fails with a code of its own, and holds what the driver said.
  const { driverAdapterError } =
    ("meta" in error && (error.meta as { driverAdapterError?: unknown } | undefined)) || {};
  const said = isDriverAdapterError(driverAdapterError) ? driverAdapterError.cause.kind : null;
  return UNREACHABLE.has(String(error.code)) || said === "DatabaseNotReachable" || said === "ConnectionClosed";
}

/** For handlers that take a POST: the answer for a request that another site's page makes the reader's browser send, null for any other. */
export function refuseOtherSites(request: Request, messages: ServerMessages): Response | null {
  if (originOf(request) !== "other") return null;
  return problem(403, { code: "OTHER_SITE", message: messages.errors.OTHER_SITE({}) });
}
