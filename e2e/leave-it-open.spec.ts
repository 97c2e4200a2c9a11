import { expect, type Page, test } from "@playwright/test";

/** A console that stays open on a screen all night, seen or not. */

for (const address of ["/", "/running", "/executions"]) {
  test(`${address} asks nothing while nobody looks, and at once when somebody does`, async ({ page }) => {
    await page.addInitScript(() => {
      Object.defineProperty(Document.prototype, "visibilityState", {
        get: () => (window as Hideable).seen ?? "visible",
      });
      Object.defineProperty(Document.prototype, "hidden", { get: () => (window as Hideable).seen === "hidden" });
    });
    await page.clock.install();
    await page.goto(address);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    // What a page fetches while it wakes up is no poll.
    await page.waitForLoadState("networkidle");
    const asked = countRequests(page);
    if (address !== "/executions") {
      await expect(async () => {
        await page.clock.runFor(15_000);
        expect(asked.count).toBeGreaterThan(0);
      }).toPass();
    }

    await show(page, "hidden");
    await page.clock.runFor(1_000);
    asked.count = 0;
    await page.clock.runFor(10 * 60_000);
    expect(asked.count).toBe(0);

    await show(page, "visible");
    await expect(async () => {
      await page.clock.runFor(1_000);
      expect(asked.count).toBeGreaterThan(0);
    }).toPass();
  });
}

type Hideable = Window & { seen?: DocumentVisibilityState };

async function show(page: Page, state: DocumentVisibilityState): Promise<void> {
  await page.evaluate((seen) => {
    (window as Hideable).seen = seen;
    // As browsers do: focusing a tab may come with or without it.
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  }, state);
}

/** Of data and of pages drawn again, from now on. */
function countRequests(page: Page): { count: number } {
  const asked = { count: 0 };
  page.on("request", (request) => {
    if (!request.url().includes("/_next/static/")) asked.count += 1;
  });
  return asked;
}
