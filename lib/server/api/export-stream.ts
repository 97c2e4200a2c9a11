import "server-only";
import type { ExecutionRow } from "@/lib/shared/views";
import { csvLine } from "./csv";
import { csvValue } from "./csv-columns";
import { COMMON_HEADERS } from "./problems";

type Rows = AsyncIterable<readonly ExecutionRow[]>;

export async function* executionsAsCsv(rows: Rows, columns: readonly string[], bom: boolean): AsyncGenerator<string> {
  yield (bom ? "\ufeff" : "") + csvLine(columns);
  for await (const batch of rows) {
    yield batch.map((row) => csvLine(columns.map((column) => csvValue(row, column)))).join("");
  }
}

export async function* executionsAsJson(rows: Rows): AsyncGenerator<string> {
  let before = "[\n";
  for await (const batch of rows) {
    yield before + batch.map((row) => JSON.stringify(row)).join(",\n");
    before = ",\n";
  }
  yield before === "[\n" ? "[]\n" : "\n]\n";
}

export async function* executionsAsLines(rows: Rows): AsyncGenerator<string> {
  for await (const batch of rows) yield batch.map((row) => `${JSON.stringify(row)}\n`).join("");
}

/**
 * A download that is made no faster than it is taken. Its first piece is made before the answer begins, so that a database that does not
 * answer is a problem and no broken file.
 */
export async function downloadResponse(
  pieces: AsyncGenerator<string>,
  { mediaType, name, extension, now }: { mediaType: string; name: string; extension: string; now: Date },
): Promise<Response> {
  const encoder = new TextEncoder();
  let next: Promise<IteratorResult<string>> | null = Promise.resolve(await pieces.next());
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await (next ?? pieces.next());
        next = null;
        if (done) controller.close();
        else controller.enqueue(encoder.encode(value));
      },
      async cancel() {
        await pieces.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
  const at = now.toISOString().slice(0, 16).replaceAll(/[-:]/g, "");
  return new Response(body, {
    headers: {
      ...COMMON_HEADERS,
      "content-type": mediaType,
      "content-disposition": `attachment; filename="${name}-${at}Z.${extension}"`,
    },
  });
}
