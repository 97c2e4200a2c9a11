import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { cell, count, executionIdOf, expectStatus, launch, newRun, openLaunchForm, region } from "./support/operator";

/** Lines of the file without its heading. */
const RECORDS = readFileSync("jobs/data/birdstrikes.csv", "utf8").trimEnd().split("\n").length - 1;

test("a job is launched from the list, watched, and its counts add up", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("navigation", { name: "Main navigation" }).getByRole("link", { name: "Jobs" }).click();
  await page.getByRole("link", { name: "Launch birdStrikeImportJob" }).click();
  await expect(page.getByRole("heading", { name: "Launch birdStrikeImportJob" })).toBeVisible();
  await expect(page.getByText("This creates a new instance.")).toBeVisible();

  await page.getByRole("button", { name: "Launch birdStrikeImportJob" }).click();
  await expect(page).toHaveURL(/\/executions\/\d+$/);
  await expectStatus(page, "Completed");

  const steps = region(page, "Steps").getByRole("table");
  expect(await count(steps, /importStep/, "Read")).toBe(RECORDS);
  const written = await count(steps, /importStep/, "Written");
  expect(written + (await count(steps, /importStep/, "Filtered"))).toBe(RECORDS);
  expect(await cell(steps, /importStep/, "Status")).toBe("Completed");
});

test("what has completed is refused a second time, with the reason and no new execution", async ({ page }) => {
  const run = newRun();
  const completed = await launch(page, "helloJob", run);
  await expectStatus(page, "Completed");

  await openLaunchForm(page, "helloJob", run);
  await expect(page.getByText(/is complete or abandoned/)).toBeVisible();
  await page.getByRole("button", { name: "Launch helloJob" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Not launched" })).toBeVisible();

  await page.goto(`/executions?job=helloJob&param.run.id=${run.Run}`);
  await expect(page.getByRole("link", { name: /^execution \d+ helloJob$/ })).toHaveCount(1);
  await expect(page.getByRole("link", { name: `execution ${completed} helloJob` })).toBeVisible();
});

test("a value that cannot be is shown beside its field before anything is written", async ({ page }) => {
  await page.goto("/executions");
  const before = await page.getByText(/^\d+ of \d+$/).innerText();

  await openLaunchForm(page, "zipCodeImportJob", { Run: "twelve" });
  await page.getByRole("button", { name: "Launch zipCodeImportJob" }).click();

  const field = page.getByLabel("Run", { exact: true });
  await expect(page.getByRole("alert").filter({ hasText: "Not launched" })).toBeVisible();
  await expect(field).toBeFocused();
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await expect(field).toHaveValue("twelve");

  await page.goto("/executions");
  await expect(page.getByText(before, { exact: true })).toBeVisible();
});

test("run again opens the form with the old values and tells what another value would do", async ({ page }) => {
  await openLaunchForm(page, "orderDailySumJob", { "Request date": "2026-03-02" });
  await page.getByRole("button", { name: "Launch orderDailySumJob" }).click();
  await expect(page).toHaveURL(/\/executions\/\d+$/);
  await expectStatus(page, "Completed");
  const first = executionIdOf(page);

  await page.getByRole("link", { name: "Run again…" }).click();
  await expect(page.getByText(`Filled with the values of execution ${first}.`, { exact: false })).toBeVisible();
  await expect(page.getByLabel("Request date", { exact: true })).toHaveValue("2026-03-02");
  await expect(page.getByText(/is complete or abandoned/)).toBeVisible();
  await page.getByRole("button", { name: "Launch orderDailySumJob" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Not launched" })).toBeVisible();

  await page.getByLabel("Request date", { exact: true }).fill("2026-03-03");
  await expect(page.getByText("This creates a new instance.")).toBeVisible();
  await page.getByRole("button", { name: "Launch orderDailySumJob" }).click();
  await expect(page).toHaveURL(/\/executions\/\d+$/);
  expect(executionIdOf(page)).not.toBe(first);
  await expectStatus(page, "Completed");
});
