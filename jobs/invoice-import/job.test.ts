import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { testDatabases } from "../../batch-core/test/support/databases.ts";
import { openTestRuntime, summaryOf } from "../test-runtime.ts";

const folder = mkdtempSync(join(tmpdir(), "batchdeck-invoices-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe.each(testDatabases)("invoiceImportJob on $dialect", (database) => {
  it("fails at the malformed record and, once that is mended, finishes without repeating a row", async () => {
    await using batch = await openTestRuntime(database);
    const inputFile = join(folder, `invoices-${database.dialect}.csv`);
    const sample = readFileSync("jobs/data/invoices.csv", "utf8");
    writeFileSync(inputFile, sample);

    const first = await batch.launch("invoiceImportJob", { inputFile });

    expect(first).toMatchObject({ status: "FAILED", exitStatus: { code: "FAILED" } });
    expect(first.exitStatus.description).toContain("line 147: amount: expected an amount such as 1208.40");
    expect(summaryOf(first.stepExecutions[0])).toMatchObject({ status: "FAILED", writeCount: 140, commitCount: 7 });
    expect(await batch.rows("select count(*) as n from example_invoice")).toEqual([{ n: 140 }]);

    writeFileSync(inputFile, sample.replace("12O8.40", "1208.40"));
    const second = await batch.restart(first);

    expect(second).toMatchObject({ status: "COMPLETED", instance: { id: first.instance.id } });
    expect(summaryOf(second.stepExecutions[0])).toMatchObject({ readCount: 100, writeCount: 100, rollbackCount: 0 });
    expect(
      await batch.rows("select count(*) as n, count(distinct invoice_number) as different from example_invoice"),
    ).toEqual([{ n: 240, different: 240 }]);
    expect(
      await batch.rows("select amount_cents as cents from example_invoice where invoice_number = 'INV-2026-0146'"),
    ).toEqual([{ cents: 120_840 }]);
  });
});

it("stands whole in the README", () => {
  const source = readFileSync("jobs/invoice-import/job.ts", "utf8");
  expect(readFileSync("README.md", "utf8")).toContain(`\`\`\`ts\n${source}\`\`\`\n`);
});
