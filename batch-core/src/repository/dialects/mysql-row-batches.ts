import type { Connection } from "mysql2";
import type { Row } from "../database.ts";

/** Batches that wait to be taken before the server is made to wait. */
const WAITING_MAX = 2;

/**
 * Rows of a query in batches, as they arrive. The socket alone is paused, not the driver: that would copy every packet it holds back.
 * So up to one read of the socket more than {@link WAITING_MAX} batches may be held.
 *
 * Given up half-way it leaves the rest of the rows on the connection, which cannot be used again.
 */
export async function* rowBatches<R extends Row>(
  connection: Connection,
  sql: string,
  values: (string | number | Buffer | null)[],
  fetchSize: number,
): AsyncGenerator<R[], void> {
  // mysql2 has the socket there, and its types do not say so.
  const socket = (connection as unknown as { stream: { pause(): void; resume(): void } }).stream;
  const waiting: R[][] = [];
  let batch: R[] = [];
  let state: "open" | "ended" | { error: unknown } = "open";
  let wake = () => {};

  const command = connection.execute(sql, values);
  command.on("result", (row) => {
    batch.push(row as R);
    if (batch.length < fetchSize) return;
    waiting.push(batch);
    batch = [];
    if (waiting.length === WAITING_MAX) socket.pause();
    wake();
  });
  command.on("error", (error) => {
    state = { error };
    wake();
  });
  command.on("end", () => {
    if (state === "open") state = "ended";
    wake();
  });

  /** Set from the events above, which the compiler does not see. */
  const current = () => state as "open" | "ended" | { error: unknown };
  for (;;) {
    const next = waiting.shift();
    if (next) {
      if (waiting.length < WAITING_MAX) socket.resume();
      yield next;
      continue;
    }
    const now = current();
    if (typeof now === "object") throw now.error;
    if (now === "ended") break;
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
  }
  if (batch.length > 0) yield batch;
}
