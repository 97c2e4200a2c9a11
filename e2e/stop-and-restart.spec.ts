import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { count, executionIdOf, expectStatus, launch, region } from "./support/operator";

const RECORDS = readFileSync("jobs/data/zipcodes.csv", "utf8").trimEnd().split("\n").length - 1;

test("a running execution is stopped at a chunk boundary and its restart reads only the rest", async ({ page }) => {
  const stopped = await launch(page, "zipCodeImportJob", { "Pause per chunk (ms)": "80" });
  const steps = region(page, "Steps").getByRole("table");
  await expect(steps.getByRole("row", { name: /importStep/ })).toBeVisible();
  await expect.poll(() => count(steps, /importStep/, "Commits")).toBeGreaterThan(2);

  await page.getByRole("button", { name: "Stop", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: `Stop execution ${stopped}` });
  await expect(dialog).toContainText(`execution ${stopped}StartedbecomesStopping`.replaceAll("becomes", "→becomes"));
  await expect(dialog).toContainText("commits it, and ends as STOPPED");
  await dialog.getByRole("button", { name: `Stop execution ${stopped}` }).click();
  await expect(page.getByRole("status").filter({ hasText: `Stop asked for execution ${stopped}` })).toBeVisible();
  await expectStatus(page, "Stopped");
  await expect(page.getByRole("heading", { name: /^Stopped on request of / })).toBeVisible();

  const committed = await count(steps, /importStep/, "Written");
  expect(committed % 500).toBe(0);
  expect(committed).toBeLessThan(RECORDS);

  await page.getByRole("button", { name: "Restart", exact: true }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: `Restart execution ${stopped}` })
    .click();
  await expect(page).not.toHaveURL(new RegExp(`/executions/${stopped}$`));
  await expectStatus(page, "Completed");
  expect(executionIdOf(page)).not.toBe(stopped);
  expect(await count(steps, /importStep/, "Read")).toBe(RECORDS - committed);
  expect(await count(steps, /importStep/, "Written")).toBe(RECORDS - committed);
});
