import { expect, test } from "@playwright/test";
import { expectStatus, launch, newRun } from "./support/operator";
import { openOtherConsole } from "./support/other-console";

/** A second console over the same database, started to look only. */

const WHY = "This console was started to look only. Actions are switched off.";
const REFUSAL = "You may look but not operate.";
let address = "";
let stop = () => {};
let executionId = "";

test.beforeAll(async ({ browser, request }) => {
  const page = await browser.newPage();
  executionId = await launch(page, "helloJob", newRun());
  await expectStatus(page, "Completed");
  await page.close();

  ({ address, stop } = await openOtherConsole(request, { BATCHDECK_READ_ONLY: "true" }));
});

test.afterAll(() => stop());

test("says why nothing can be changed, to pointer, focus and finger", async ({ page, browser }) => {
  await page.goto(`${address}/jobs/helloJob`);
  const remark = page.locator(":popover-open");
  for (const [name, why] of [
    ["Read-only", WHY],
    ["Launch", REFUSAL],
  ] as const) {
    const button = page.getByRole("button", { name, exact: true });
    await expect(button).toHaveAccessibleDescription(why);
    await expect(async () => {
      await page.mouse.move(0, 0);
      // It is disabled, for which Playwright would wait.
      await button.hover({ force: true });
      await expect(remark).toHaveText(why, { timeout: 2_000 });
    }).toPass();
    await page.mouse.move(0, 0);
    await expect(remark).toHaveCount(0);
    await button.focus();
    await expect(remark).toHaveText(why);
    await page.keyboard.press("Escape");
    await expect(remark).toHaveCount(0);
    await button.blur();
  }

  const context = await browser.newContext({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });
  const phone = await context.newPage();
  await phone.goto(`${address}/jobs/helloJob`);
  await expect(async () => {
    await phone.getByRole("button", { name: "Launch", exact: true }).tap({ force: true });
    await expect(phone.locator(":popover-open")).toHaveText(REFUSAL, { timeout: 2_000 });
  }).toPass();
  await context.close();
});

test("offers no launch on any page, and refuses its form", async ({ page }) => {
  for (const path of ["/", "/jobs", "/jobs/helloJob", `/executions/${executionId}`]) {
    await page.goto(address + path);
    await expect(page.getByRole("button", { name: "Read-only" })).toBeVisible();
    await expect(page.locator("main a[href$='/launch'], main a[href*='/launch?']"), path).toHaveCount(0);
  }
  for (const path of ["/", "/executions"]) {
    await page.goto(address + path);
    await expect(page.getByRole("button", { name: "Launch a job" })).toHaveAccessibleDescription(REFUSAL);
  }
  await page.goto(`${address}/jobs`);
  await expect(page.getByRole("button", { name: /^Running/ })).toBeVisible();
  await expect(page.getByRole("button", { name: /^Launchable here/ })).toHaveCount(0);
  await page.goto(`${address}/jobs/helloJob/launch`);
  await expect(page.getByText(REFUSAL)).toBeVisible();
  await expect(page.locator("main form")).toHaveCount(0);
});
