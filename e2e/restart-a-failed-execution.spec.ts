import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { count, executionIdOf, expectStatus, launch, newRun, region } from "./support/operator";

const SAMPLE = readFileSync("jobs/data/invoices.csv", "utf8");
const RECORDS = SAMPLE.trimEnd().split("\n").length - 1;

test("a failed execution says why, is mended, and goes on from its last commit", async ({ page }) => {
  const inputFile = join(process.env.E2E_FOLDER ?? "", "invoices-to-mend.csv");
  writeFileSync(inputFile, SAMPLE);

  const failed = await launch(page, "invoiceImportJob", { "Input file": inputFile });
  await expectStatus(page, "Failed");

  const cause = region(page, "Why it failed");
  await expect(cause.getByRole("listitem").first()).toContainText("line 147: amount: expected an amount");
  await expect(cause).toContainText("7 commits: 140 items are written and stay. Items 141 to 145");
  const written = await count(region(page, "Steps").getByRole("table"), /importStep/, "Written");
  expect(written).toBe(140);
  await expect(region(page, "If you restart")).toContainText("importStep goes on from where it stopped.");

  writeFileSync(inputFile, SAMPLE.replace("12O8.40", "1208.40"));
  await page.getByRole("button", { name: "Restart", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: `Restart execution ${failed}` });
  await expect(dialog.getByLabel("Reason")).toBeFocused();
  await dialog.getByLabel("Reason").fill("mended line 147");
  await dialog.getByRole("button", { name: `Restart execution ${failed}` }).click();

  await expect(page).not.toHaveURL(new RegExp(`/executions/${failed}$`));
  await expect(page).toHaveURL(/\/executions\/\d+$/);
  await expectStatus(page, "Completed");
  const restarted = executionIdOf(page);
  expect(await count(region(page, "Steps").getByRole("table"), /importStep/, "Written")).toBe(RECORDS - written);
  await expect(region(page, "What operators did")).toContainText("mended line 147");

  await page.goto(`/executions/${failed}`);
  await expect(page.getByText(`Attempt 2, execution ${restarted}`)).toBeVisible();
  await page.getByRole("link", { name: /^instance \d+$/ }).click();
  const attempts = region(page, "Attempts").getByRole("table");
  await expect(attempts.getByRole("row", { name: new RegExp(`Failed.*${failed}`) })).toBeVisible();
  await expect(attempts.getByRole("row", { name: new RegExp(`Completed.*${restarted}`) })).toBeVisible();
});

test("a completed execution cannot be restarted, and the button says so", async ({ page }) => {
  await launch(page, "helloJob", newRun());
  await expectStatus(page, "Completed");
  const restart = page.getByRole("button", { name: "Restart", exact: true });
  await expect(restart).toHaveAttribute("aria-disabled", "true");
  await expect(restart).toHaveAccessibleDescription(/complete/i);
});
