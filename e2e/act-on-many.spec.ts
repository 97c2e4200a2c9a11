import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { expectStatus, launch, region } from "./support/operator";

const SAMPLE = readFileSync("jobs/data/invoices.csv", "utf8");

test("executions that failed alike are restarted together, and those that cannot be are left out with a reason", async ({
  page,
}) => {
  const files = ["first", "second"].map((name) => join(process.env.E2E_FOLDER ?? "", `${name}-of-many.csv`));
  const failed: string[] = [];
  for (const file of files) {
    writeFileSync(file, SAMPLE);
    failed.push(await launch(page, "invoiceImportJob", { "Input file": file }));
    await expectStatus(page, "Failed");
  }
  for (const file of files) writeFileSync(file, SAMPLE.replace("12O8.40", "1208.40"));
  const done = await launch(page, "orderDailySumJob", { "Request date": "2026-05-04" });
  await expectStatus(page, "Completed");

  await page.goto("/executions");
  for (const id of [...failed, done]) await page.getByRole("checkbox", { name: `Choose execution ${id}` }).check();
  await expect(page.getByRole("status").filter({ hasText: "3 chosen" })).toBeVisible();
  await page.getByRole("button", { name: "Restart", exact: true }).click();

  const dialog = page.getByRole("dialog", { name: "Restart executions" });
  await expect(dialog.getByText("2 of 3 are eligible.")).toBeVisible();
  await expect(dialog.getByText("1 not:")).toBeVisible();
  await dialog.getByLabel("Reason").fill("mended both files");
  await dialog.getByRole("button", { name: "Restart 2 executions" }).click();

  await expect(page).toHaveURL(/\/bulk\/\d+$/);
  await expect(page.getByText("done", { exact: true })).toBeVisible();
  const rows = page.getByRole("table", { name: "Rows of this operation" });
  for (const id of failed) await expect(rows.getByRole("row", { name: new RegExp(`^${id} .*Done`) })).toBeVisible();
  await expect(rows.getByRole("row", { name: new RegExp(`^${done} .*Left out`) })).toBeVisible();

  await rows
    .getByRole("link", { name: /^became execution \d+$/ })
    .first()
    .click();
  await expectStatus(page, "Completed");
  await expect(region(page, "What operators did")).toContainText("mended both files");
});
