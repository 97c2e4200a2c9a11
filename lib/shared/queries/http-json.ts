/** The server answered, but not with what was asked for. */
export class HttpError extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.name = "HttpError";
    this.status = status;
  }
}

/** What the console asks of its own server. */
export async function getJson<T>(url: string, signal: AbortSignal): Promise<T> {
  return read<T>(await fetch(url, { signal, headers: { accept: "application/json" } }));
}

export async function postJson<T>(url: string, body: unknown, signal?: AbortSignal): Promise<T> {
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
