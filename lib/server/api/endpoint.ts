import "server-only";
import type { z } from "zod";
import type { ExecutionFilter } from "@/lib/shared/filter/execution-filter";
import { type Failure, fail, ok, type Result } from "@/lib/shared/result";
import type { Desk } from "../runtime";
import type { UseCaseScope } from "../use-cases/operate";

/** What a handler works with: the desk, who asks, and in which language. */
export type ApiScope = UseCaseScope & { readonly desk: Desk };

export type Method = "GET" | "POST";
export type Tag = "Executions" | "Instances" | "Jobs" | "Watching" | "Bulk operations" | "Installation";

type Fields = z.ZodObject;

export interface ApiRequest<Path, Query, Body> {
  readonly scope: ApiScope;
  readonly path: Path;
  readonly query: Query;
  readonly body: Body;
  /** Of endpoints that take the filter language; of all others it is empty. */
  readonly filter: ExecutionFilter;
}

/** Views are readonly all the way down; what a schema gives is not. */
export type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;

/** JSON that the response schema describes; for a thing that was made, where it is. */
export interface Answer<T> {
  readonly body: T;
  readonly location?: string;
}

/**
 * One method at one address. The schemas validate what comes in, and with the response they are the OpenAPI document; a refusal is a value
 * and becomes problem details.
 */
export interface EndpointOptions<
  Path extends Fields,
  Query extends Fields,
  Body extends z.ZodType,
  Reply extends z.ZodType,
> {
  readonly method: Method;
  /** Below the root of the API: `/executions/{executionId}`. */
  readonly path: string;
  readonly operationId: string;
  readonly tag: Tag;
  readonly summary: string;
  readonly description?: string;
  readonly parameters?: Path;
  readonly query?: Query;
  /** It takes the filter language in its query string. */
  readonly takesFilter?: true;
  readonly body?: Body;
  /** 200 unless something is made or begun. */
  readonly status?: 200 | 201 | 202;
  readonly reply: Reply;
  /** Problem codes it may give, beside those that every endpoint may. */
  readonly refusals?: readonly string[];
  readonly handle: (
    request: ApiRequest<z.output<Path>, z.output<Query>, z.output<Body>>,
  ) => Promise<Result<Answer<DeepReadonly<z.output<Reply>>>>>;
}

/** A download; what it holds is made while it is sent. */
export interface DownloadOptions<Query extends Fields> {
  readonly method: "GET";
  readonly path: string;
  readonly operationId: string;
  readonly tag: Tag;
  readonly summary: string;
  readonly description?: string;
  readonly query?: Query;
  readonly takesFilter: true;
  readonly mediaType: string;
  /** Of one row, where rows are JSON. */
  readonly row?: z.ZodType;
  readonly download: (request: ApiRequest<unknown, z.output<Query>, unknown>) => Promise<Response>;
}

/** An endpoint whose types are settled: what the router and the document work with. */
export type Endpoint = {
  readonly status: number;
  readonly refusals: readonly string[];
  readonly parameters: Fields | null;
  readonly query: Fields | null;
  readonly body: z.ZodType | null;
  readonly takesFilter: boolean;
  readonly run: (request: ApiRequest<unknown, unknown, unknown>) => Promise<Response | Result<Answer<unknown>>>;
} & Pick<DownloadOptions<Fields>, "path" | "operationId" | "tag" | "summary"> & {
    readonly method: Method;
    readonly description: string | null;
    readonly reply: z.ZodType | null;
    readonly mediaType: string;
  };

type None = z.ZodObject<Record<never, never>>;

export function endpoint<
  Reply extends z.ZodType,
  Path extends Fields = None,
  Query extends Fields = None,
  Body extends z.ZodType = z.ZodNever,
>(options: EndpointOptions<Path, Query, Body, Reply>): Endpoint {
  const { handle, description, parameters, query, body, status, refusals, takesFilter, ...rest } = options;
  return {
    ...rest,
    description: description ?? null,
    parameters: parameters ?? null,
    query: query ?? null,
    body: body ?? null,
    status: status ?? 200,
    refusals: refusals ?? [],
    takesFilter: takesFilter ?? false,
    mediaType: "application/json",
    // The router calls it only with what these same schemas gave.
    run: (request) => handle(request as Parameters<typeof handle>[0]),
  };
}

export function download<Query extends Fields = None>(options: DownloadOptions<Query>): Endpoint {
  const { download: make, description, query, row, ...rest } = options;
  return {
    ...rest,
    description: description ?? null,
    parameters: null,
    query: query ?? null,
    body: null,
    status: 200,
    refusals: [],
    reply: row ?? null,
    run: (request) => make(request as Parameters<typeof make>[0]), // as above
  };
}

export function answer<T>(body: T, location?: string): Result<Answer<T>> {
  return ok({ body, ...(location !== undefined && { location }) });
}

/** A refusal with the sentence that belongs to its code. */
export function refuse(
  { messages }: Pick<ApiScope, "messages">,
  code: keyof ApiScope["messages"]["errors"],
  problems?: Failure["problems"],
): { readonly ok: false; readonly error: Failure } {
  return fail({ code, message: messages.errors[code]({}), ...(problems && { problems }) });
}
