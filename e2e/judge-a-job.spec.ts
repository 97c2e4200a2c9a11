import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { executionIdOf, expectStatus, launch, newRun, openPalette, region } from "./support/operator";

const SAMPLE = readFileSync("jobs/data/invoices.csv", "utf8");
const MENDED = SAMPLE.replace("12O8.40", "1208.40");

test("jobs are found by words and by state, sorted, and the address keeps it", async ({ page }) => {
  await launch(page, "helloJob", newRun());
  await expectStatus(page, "Completed");
  await page.goto("/jobs");
  const names = page.getByRole("table", { name: "Jobs and how they have been doing" }).getByRole("rowheader");
  await page.getByLabel("Find a job by its name or description").fill("import");
  await expect(page).toHaveURL(/q=import/);
  await expect(names.filter({ hasText: "helloJob" })).toHaveCount(0);
  await expect(names.filter({ hasText: "zipCodeImportJob" })).toBeVisible();

  await page.getByLabel("Find a job by its name or description").fill("");
  await page.getByRole("button", { name: /^Never ran/ }).click();
  await expect(names.filter({ hasText: "helloJob" })).toHaveCount(0);
  await page.getByRole("button", { name: /^Never ran/ }).click();
  await page.getByRole("button", { name: "Job", exact: true }).click();
  await expect(page.getByRole("columnheader", { name: "Job" })).toHaveAttribute("aria-sort", "ascending");
  await page.reload();
  await expect(names.first()).toContainText("birdStrikeImportJob");
});

test("a restarted execution is compared with a good one as a whole", async ({ page }) => {
  const file = (name: string) => join(process.env.E2E_FOLDER ?? "", name);
  writeFileSync(file("alpha.csv"), MENDED);
  const good = await launch(page, "invoiceImportJob", { "Input file": file("alpha.csv") });
  await expectStatus(page, "Completed");
  writeFileSync(file("brick.csv"), SAMPLE);
  const failed = await launch(page, "invoiceImportJob", { "Input file": file("brick.csv") });
  await expectStatus(page, "Failed");

  await page.goto(`/executions/compare?a=${good}&b=${failed}`);
  await expect(page.getByText("Their ways part at step importStep: A completed, B failed.")).toBeVisible();
  await expect(region(page, "Steps").getByText("here they part")).toBeVisible();
  await expect(region(page, "Parameters").locator("mark")).toHaveText(["alpha", "brick"]);

  writeFileSync(file("brick.csv"), MENDED);
  await page.goto(`/executions/${failed}`);
  await page.getByRole("button", { name: "Restart", exact: true }).click();
  await page.getByRole("button", { name: `Restart execution ${failed}` }).click();
  await expect(page).not.toHaveURL(new RegExp(`/executions/${failed}$`));
  await expectStatus(page, "Completed");
  await page.goto(`/executions/compare?a=${good}&b=${executionIdOf(page)}`);
  await expect(page.getByText("Every step came out the same.")).toBeVisible();
  await page.getByLabel("Only what differs").uncheck();
  await expect(region(page, "Steps").getByText("over 2 attempts")).toBeVisible();
});

test("the palette knows ready-made lists, filters as they are typed, and what the page offers", async ({ page }) => {
  const id = await launch(page, "helloJob", newRun());
  await expectStatus(page, "Completed");
  const open = async (text: string) => {
    await (await openPalette(page)).fill(text);
  };
  await open("run again");
  await page.getByRole("option", { name: /^Run again/ }).click();
  await expect(page).toHaveURL(new RegExp(`/jobs/helloJob/launch\\?from=${id}$`));
  await open("status:failed job:helloJob");
  await page.getByRole("option", { name: "Executions with status:failed job:helloJob" }).click();
  await expect(page).toHaveURL(/\/executions\?job=helloJob&status=FAILED$/);
  await open("stuck");
  await expect(page.getByRole("option").first()).toHaveText("Stuck");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/stuck=1/);
});
