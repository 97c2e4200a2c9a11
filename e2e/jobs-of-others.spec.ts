import { expect, test } from "@playwright/test";
import { expectStatus, launch, newRun } from "./support/operator";
import { openOtherConsole } from "./support/other-console";

/** A console that has none of the jobs that wrote to its database, as over the tables of a Java application. */

let address = "";
let stop = () => {};

test.beforeAll(async ({ browser, request }) => {
  const page = await browser.newPage();
  await launch(page, "helloJob", newRun());
  await expectStatus(page, "Completed");
  await page.close();
  ({ address, stop } = await openOtherConsole(request, { BATCHDECK_EXAMPLES: "false" }));
});

test.afterAll(() => stop());

test("the launch page of a job that is not installed says so and leads back", async ({ page }) => {
  const answer = await page.goto(`${address}/jobs/helloJob/launch`);
  expect(answer?.status()).toBe(200);
  await expect(page.getByText("Job helloJob is not launchable here: it is not among the jobs")).toBeVisible();
  await expect(page.locator("main form")).toHaveCount(0);
  await page.getByRole("link", { name: "Go back" }).click();
  await expect(page).toHaveURL(`${address}/jobs/helloJob`);

  expect((await page.goto(`${address}/jobs/noSuchJob/launch`))?.status()).toBe(404);
});

test("nothing offers to launch a job where none is installed", async ({ page }) => {
  await page.goto(address);
  await expect(page.getByRole("button", { name: "Launch a job" })).toHaveAccessibleDescription(
    "No job is installed here. The applications that write to this database launch theirs.",
  );
});
