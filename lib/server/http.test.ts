import { createServer } from "node:net";
import { openDatabase, type TableLayout } from "batch-core";
import { expect, it } from "vitest";
import { failureOf } from "./http";
import { serverMessages } from "./messages";
import { openPrisma } from "./prisma/prisma";

/** Where nobody listens any more. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address ? address.port : 0;
}

it("says of a database that is gone that it does not answer, whoever asked it", async () => {
  const url = `mysql://root@127.0.0.1:${await closedPort()}/gone`;
  // All of a layout that a query needs.
  const layout = { dialect: "mysql", prefix: "BATCH_", timeZone: "UTC" } as TableLayout;
  const prisma = await openPrisma(url, layout);
  const failures = await Promise.all([
    prisma.$queryRaw`select 1`.catch((error: unknown) => error),
    prisma.jobInstance.count().catch((error: unknown) => error),
    openDatabase(url)
      .then((database) => database.query("select 1"))
      .catch((error: unknown) => error),
  ]);
  await prisma.$disconnect();
  expect(failures.map((error) => failureOf(error, serverMessages("en")).code)).toEqual(
    failures.map(() => "DATABASE_UNAVAILABLE"),
  );
});
