import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import { expect, test } from "@playwright/test";
import { expectStatus, launch, newRun } from "./support/operator";

/** A second console over the same database, started to look only. */

const WHY = "This console was started to look only. Actions are switched off.";
const REFUSAL = "You may look but not operate.";
let server: ChildProcess;
let address = "";
let executionId = "";

test.beforeAll(async ({ browser, request }) => {
  const page = await browser.newPage();
  executionId = await launch(page, "helloJob", newRun());
  await expectStatus(page, "Completed");
  await page.close();

  const port = await freePort();
  address = `http://127.0.0.1:${port}`;
  server = spawn(
    process.execPath,
    ["node_modules/next/dist/bin/next", "start", "--hostname", "127.0.0.1", "--port", String(port)],
    {
      stdio: "ignore",
      env: { ...process.env, DATABASE_URL: process.env.E2E_DATABASE_URL, BATCHDECK_READ_ONLY: "true" },
    },
  );
  await expect(async () => expect((await request.get(`${address}/api/health`)).ok()).toBe(true)).toPass();
});

test.afterAll(() => void server.kill());

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
  await page.goto(address);
  await expect(page.getByRole("button", { name: "Launch a job" })).toHaveAccessibleDescription(REFUSAL);
  await page.goto(`${address}/jobs/helloJob/launch`);
  await expect(page.getByText(REFUSAL)).toBeVisible();
  await expect(page.locator("main form")).toHaveCount(0);
});

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const at = probe.address();
      probe.close(() => resolve(typeof at === "object" && at ? at.port : 0));
    });
  });
}
