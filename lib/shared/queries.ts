import { infiniteQueryOptions, type Query, queryOptions } from "@tanstack/react-query";
import { isRunning } from "batch-core/model";
import type { ExecutionFilter, PageRequest } from "./execution-filter";
import { formatExecutionFilter } from "./execution-filter";
import { routes } from "./routes";
import type {
  BulkAction,
  BulkOperationView,
  BulkPreviewView,
  ContextView,
  ExecutionPage,
  ExecutionView,
  Id,
  LaunchPreviewView,
  OverviewView,
  PartitionsView,
  RunningBoardView,
  StepHistoryView,
} from "./views";

/** While something runs. The server asks the database once per interval, however many browsers ask the server. */
export const LIVE_MS = 2_000;
/** On screens whose business it is to notice that something begins. */
export const IDLE_MS = 10_000;

/** Key, fetcher and polling of every screen that moves. A hidden tab does not poll (app/providers.tsx). */
export const executionQueries = {
  all: () => ["executions"] as const,
  list: (filter: ExecutionFilter, page: PageRequest) =>
    queryOptions({
      queryKey: [...executionQueries.all(), "list", formatExecutionFilter(filter).toString(), page] as const,
      queryFn: ({ signal }) => getJson<ExecutionPage>(routes.api.executions(filter, page), signal),
      refetchInterval: whileAny<ExecutionPage>((data) => data.items.some((row) => isRunning(row.status))),
    }),
  detail: (id: Id) =>
    queryOptions({
      queryKey: [...executionQueries.all(), "detail", id] as const,
      queryFn: ({ signal }) => getJson<ExecutionView>(routes.api.execution(id), signal),
      refetchInterval: whileAny<ExecutionView>((data) => isRunning(data.row.status)),
    }),
  partitions: (id: Id, managerId: Id) =>
    infiniteQueryOptions({
      queryKey: [...executionQueries.all(), "detail", id, "partitions", managerId] as const,
      queryFn: ({ signal, pageParam }) =>
        getJson<PartitionsView>(routes.api.partitions(id, managerId, pageParam), signal),
      initialPageParam: null as string | null, // the first page has no cursor
      getNextPageParam: (last) => last.workers.older,
      // With several pages open somebody is reading; then nothing moves under their eyes.
      refetchInterval: ({ state }) =>
        state.data?.pages.length === 1 && (state.data.pages[0]?.summary.running ?? 0) > 0 ? LIVE_MS : false,
    }),
  stepHistory: (id: Id, stepExecutionId: Id) =>
    queryOptions({
      queryKey: [...executionQueries.all(), "detail", id, "history", stepExecutionId] as const,
      queryFn: ({ signal }) => getJson<StepHistoryView>(routes.api.stepHistory(id, stepExecutionId), signal),
      staleTime: 60_000,
    }),
  stepContext: (id: Id, stepExecutionId: Id) =>
    queryOptions({
      queryKey: [...executionQueries.all(), "detail", id, "context", stepExecutionId] as const,
      queryFn: ({ signal }) => getJson<ContextView>(routes.api.stepContext(id, stepExecutionId), signal),
    }),
};

export const overviewQueries = {
  current: () =>
    queryOptions({
      queryKey: ["overview"] as const,
      queryFn: ({ signal }) => getJson<OverviewView>(routes.api.overview(), signal),
      refetchInterval: ({ state }) => (state.data && state.data.live.length > 0 ? LIVE_MS * 2 : IDLE_MS),
    }),
};

export const runningQueries = {
  board: () =>
    queryOptions({
      queryKey: ["running"] as const,
      queryFn: ({ signal }) => getJson<RunningBoardView>(routes.api.running(), signal),
      refetchInterval: ({ state }) => (state.data && state.data.rows.length > 0 ? LIVE_MS : IDLE_MS),
    }),
};

export const launchQueries = {
  /** What a launch with these values would do. Asked again for every change of a value; nothing is written. */
  preview: (jobName: string, values: Readonly<Record<string, string>>) =>
    queryOptions({
      queryKey: ["launch-preview", jobName, values] as const,
      queryFn: ({ signal }) => postJson<LaunchPreviewView>(routes.api.launchPreview(jobName), { values }, signal),
      // Kept for nobody: after the launch the same values would do something else.
      staleTime: 0,
      gcTime: 0,
      retry: false,
    }),
};

export interface BulkChoice {
  readonly action: BulkAction;
  /** Rows that were ticked, or the filter that all chosen rows match. */
  readonly selection:
    | { readonly executionIds: readonly Id[] }
    | { readonly filter: string; readonly expectedCount: number };
}

export const bulkQueries = {
  /** Who is eligible, and why the others are not; nothing is written. */
  preview: ({ action, selection }: BulkChoice) =>
    queryOptions({
      queryKey: ["bulk-preview", action, selection] as const,
      queryFn: ({ signal }) =>
        postJson<BulkPreviewView>(`${routes.api.v1.bulkOperations()}/preview`, { action, ...selection }, signal),
      staleTime: 0,
      gcTime: 0,
      retry: false,
    }),
  detail: (id: Id) =>
    queryOptions({
      queryKey: ["bulk", id] as const,
      queryFn: ({ signal }) => getJson<BulkOperationView>(`${routes.api.v1.bulkOperation(id)}?size=1000`, signal),
      refetchInterval: whileAny<BulkOperationView>((data) => data.state === "running"),
    }),
};

/** Begins a bulk operation; its rows are worked off afterwards. */
export function startBulk(choice: BulkChoice, reason: string): Promise<{ readonly bulkId: Id }> {
  const { action, selection } = choice;
  return postJson(routes.api.v1.bulkOperations(), { action, ...selection, reason });
}

export function pauseBulk(id: Id): Promise<{ readonly bulkId: Id }> {
  return postJson(`${routes.api.v1.bulkOperation(id)}/pause`, {});
}

/** @param retry  also the rows that were refused or failed */
export function continueBulk(id: Id, retry: boolean): Promise<{ readonly bulkId: Id }> {
  return postJson(`${routes.api.v1.bulkOperation(id)}/continue`, { retry });
}

export const suggestionQueries = {
  /** Names of parameters in use, for the filter line. */
  parameterNames: () =>
    queryOptions({
      queryKey: ["parameter-names"] as const,
      queryFn: ({ signal }) => getJson<readonly string[]>(routes.api.parameterNames(), signal),
      staleTime: 60_000,
    }),
};

/** The server answered, but not with what was asked for. */
export class HttpError extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.name = "HttpError";
    this.status = status;
  }
}

/** Polls while `isLive` says so. */
function whileAny<T>(isLive: (data: T) => boolean) {
  return ({ state }: Pick<Query<T>, "state">): number | false => (state.data && isLive(state.data) ? LIVE_MS : false);
}

async function getJson<T>(url: string, signal: AbortSignal): Promise<T> {
  return read<T>(await fetch(url, { signal, headers: { accept: "application/json" } }));
}

async function postJson<T>(url: string, body: unknown, signal?: AbortSignal): Promise<T> {
  const headers = { accept: "application/json", "content-type": "application/json" };
  return read<T>(await fetch(url, { method: "POST", headers, body: JSON.stringify(body), ...(signal && { signal }) }));
}

async function read<T>(response: Response): Promise<T> {
  if (!response.ok) {
    const problem: unknown = await response.json().catch(() => null);
    throw new HttpError(response.status, messageOf(problem) ?? `${response.status} ${response.statusText}`);
  }
  return (await response.json()) as T; // both ends are built from the same views
}

function messageOf(problem: unknown): string | null {
  return typeof problem === "object" && problem !== null && "detail" in problem ? String(problem.detail) : null;
}
