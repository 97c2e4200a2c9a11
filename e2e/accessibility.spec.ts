import { writeFileSync } from "node:fs";
import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { expectStatus, launch, newRun, openPalette } from "./support/operator";

/** Addresses of pages with something on them. */
let pages: Record<string, string> = {};

test.beforeAll(async ({ browser }) => {
  const page = await browser.newPage();
  const inputFile = join(process.env.E2E_FOLDER ?? "", "malformed.csv");
  writeFileSync(
    inputFile,
    "invoice_number,customer,issued_on,due_on,amount\nINV-2026-0001,<b>Sato</b>,2026-09-01,soon,1.00\n",
  );
  const failed = await launch(page, "invoiceImportJob", { "Input file": inputFile });
  await expectStatus(page, "Failed");
  const instance = await page.getByRole("link", { name: /^instance \d+$/ }).getAttribute("href");
  const good = await launch(page, "helloJob", newRun());
  await expectStatus(page, "Completed");
  const flow = await launch(page, "orderMonthCloseJob", { Month: "2026-02", ...newRun() });
  await expectStatus(page, "Completed");
  const step = await page.getByRole("link", { name: "sumDaysStep" }).getAttribute("href");
  await page.close();
  pages = {
    overview: "/",
    executions: "/executions",
    "filtered executions": "/executions?status=FAILED&started=24h",
    "executions with parameters as columns": "/executions?column=param.name&column=param.run.id",
    "executions without any": "/executions?job=noSuchJob",
    "a failed execution": `/executions/${failed}`,
    "a completed execution": `/executions/${good}`,
    "an execution with a flow, a step of it open": `/executions/${flow}${step}`,
    "two executions compared": `/executions/compare?a=${failed}&b=${good}`,
    "an instance": instance ?? "/",
    running: "/running",
    jobs: "/jobs",
    "jobs sorted": "/jobs?q=import&sort=-median",
    "a job": "/jobs/invoiceImportJob",
    "a job's instances": "/jobs/invoiceImportJob?tab=instances",
    "a job's grid": "/jobs/invoiceImportJob?tab=grid",
    "a job's flow": "/jobs/orderMonthCloseJob?tab=flow",
    "a job's parameters": "/jobs/zipCodeImportJob?tab=parameters",
    "a launch form": "/jobs/orderDailySumJob/launch",
    day: "/day",
    activity: "/audit",
    "bulk operations": "/bulk",
    diagnostics: "/diagnostics",
    "no page": "/nothing/here",
  };
});

for (const { colorScheme, widths } of [
  { colorScheme: "light", widths: [1440, 390] },
  { colorScheme: "dark", widths: [1440] },
] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test("no page has anything that axe objects to, wide or narrow", async ({ page }) => {
      test.setTimeout(240_000);
      for (const [name, address] of Object.entries(pages)) {
        await page.goto(address);
        await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
        for (const width of widths) {
          await page.setViewportSize({ width, height: 900 });
          await expectAccessible(page, `${name} at ${width}`);
          const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
          expect.soft(overflow, `${name} at ${width} scrolls sideways`).toBeLessThanOrEqual(0);
        }
      }
    });

    test("neither have dialogs, menus and the palette", async ({ page }) => {
      await page.goto(pages["a failed execution"] ?? "/");
      await page.getByRole("button", { name: "Restart", exact: true }).click();
      await expect(page.getByRole("dialog")).toBeVisible();
      await expectAccessible(page, "restart dialog");
      await page.keyboard.press("Escape");

      await page.goto("/executions");
      await page.getByRole("button", { name: "Columns and page size" }).click();
      await expect(page.getByRole("menu", { name: "Columns and page size" })).toBeVisible();
      await expectAccessible(page, "columns menu");
      await page.keyboard.press("Escape");

      await page.getByRole("button", { name: "Theme" }).click();
      await expect(page.getByRole("menu", { name: "Theme" })).toBeVisible();
      await expectAccessible(page, "theme menu");
      await page.keyboard.press("Escape");

      await openPalette(page);
      await expectAccessible(page, "palette");
      await page.keyboard.press("Escape");

      await page.keyboard.press("?");
      await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
      await expectAccessible(page, "keyboard help");
    });
  });
}

test("the first Tab offers to skip to the content, and Enter goes there", async ({ page }) => {
  await page.goto("/executions");
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Skip to content" });
  await expect(skip).toBeFocused();
  await skip.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
});

async function expectAccessible(page: Page, what: string) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(" | ")}`);
  expect.soft(found, what).toEqual([]);
}
