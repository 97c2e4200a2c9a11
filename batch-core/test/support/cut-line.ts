import { connect, createServer, type Socket } from "node:net";

type CutTime = "before" | "during" | "after";

/** A line to a MySQL server that breaks in the middle of a commit. */
export interface CutLine extends AsyncDisposable {
  /** The database's address by way of this line. */
  readonly url: string;
  /**
   * Breaks the connection at the COMMIT behind a packet that contains `mark`, once.
   * @param when  `before` the server gets it, `after` it was carried out but before its answer gets through, or `during`: as soon as the
   *   server has it, which may take its time
   */
  cutAtCommit(mark: string, when: CutTime): void;
  /** How often the line was cut. */
  readonly cuts: number;
}

export async function openCutLine(databaseUrl: string): Promise<CutLine> {
  const target = new URL(databaseUrl);
  let plan: { mark: string; when: CutTime } | null = null;
  let cuts = 0;
  const sockets = new Set<Socket>();

  const server = createServer((client) => {
    const upstream = connect({ host: target.hostname, port: Number(target.port) });
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on("error", () => {});
      socket.on("close", () => sockets.delete(socket));
    }
    let marked = false;
    let isAnswerLost = false;
    let answer = Buffer.alloc(0);
    const cut = () => {
      cuts += 1;
      client.destroy();
      upstream.destroy();
    };
    /** The server does not notice before it answers. */
    const hangUp = () => {
      cuts += 1;
      client.off("close", closeUpstream);
      client.destroy();
    };
    client.on("data", (bytes) => {
      const text = bytes.toString("latin1");
      marked ||= plan !== null && text.includes(plan.mark);
      if (plan && marked && text.endsWith("commit")) {
        const { when } = plan;
        plan = null;
        if (when === "before") return cut();
        if (when === "during") {
          upstream.write(bytes);
          return hangUp();
        }
        isAnswerLost = true;
      }
      upstream.write(bytes);
    });
    upstream.on("data", (bytes) => {
      if (isAnswerLost) {
        // What came before the COMMIT in its packet is answered before.
        answer = Buffer.concat([answer, bytes]);
        if (endsTheAnswers(answer)) cut();
      } else if (client.destroyed) upstream.destroy();
      else client.write(bytes);
    });
    const closeUpstream = () => upstream.destroy();
    client.on("close", closeUpstream);
    upstream.on("close", () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const url = new URL(databaseUrl);
  url.port = String(typeof address === "object" ? address?.port : "");

  return {
    url: url.href,
    cutAtCommit(mark, when) {
      plan = { mark, when };
    },
    get cuts() {
      return cuts;
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const MORE_RESULTS = 0x08;

/** Whether the last packet is there, whole, and is an OK behind which no other result comes. */
function endsTheAnswers(answer: Buffer): boolean {
  let from = 0;
  while (from + 4 <= answer.length) {
    const payload = answer.subarray(from + 4, from + 4 + answer.readUIntLE(from, 3));
    from += 4 + answer.readUIntLE(from, 3);
    // Of a COMMIT: 0 for OK, no rows, no id, then the status.
    if (from === answer.length) return payload.readUIntBE(0, 3) === 0 && (payload.readUInt16LE(3) & MORE_RESULTS) === 0;
  }
  return false;
}
