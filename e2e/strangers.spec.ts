import { get } from "node:http";
import { expect, type Page, test } from "@playwright/test";
import { expectStatus, launch, newRun, openPalette } from "./support/operator";

/** What a stranger, a typo or another site's page gets from the console. */

let executionId = "";

test.beforeAll(async ({ browser }) => {
  const page = await browser.newPage();
  executionId = await launch(page, "helloJob", newRun());
  await expectStatus(page, "Completed");
  await page.close();
});

const pages = () => [
  "/",
  "/executions",
  `/executions/${executionId}`,
  "/running",
  "/jobs",
  "/jobs/helloJob",
  "/jobs/helloJob?tab=grid",
  "/jobs/birdStrikeImportJob?tab=flow",
  "/jobs/orderDailySumJob/launch",
  "/day",
  "/audit",
  "/bulk",
  "/diagnostics",
];

test("no page needs a script that its policy forbids, and none that is slipped in runs", async ({ page }) => {
  test.setTimeout(120_000);
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(`${page.url()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => complaints.push(`${page.url()}: ${error.message}`));
  for (const address of pages()) {
    const response = await page.goto(address);
    expect(response?.headers()["content-security-policy"], address).toMatch(/script-src 'self' 'nonce-/);
    await isAlive(page);
  }
  expect(complaints).toEqual([]);

  await page.evaluate(() => {
    document.body.insertAdjacentHTML(
      "beforeend",
      `<img src="/no-such-image" onerror="document.title = 'ran'"><a id="slipped" href="javascript:document.title='ran'">x</a>`,
    );
    document.getElementById("slipped")?.click();
  });
  await expect.poll(() => complaints.filter((text) => text.includes("Content Security Policy")).length).toBe(2);
  expect(await page.title()).not.toBe("ran");
});

/** Only a page whose scripts run opens the palette. */
async function isAlive(page: Page): Promise<void> {
  await openPalette(page);
  await page.keyboard.press("Escape");
}

const GONE = "9223372036854775000";

for (const [address, status] of [
  [`/executions/${GONE}`, 404],
  ["/executions/abc", 404],
  ["/executions/99999999999999999999", 404],
  [`/instances/${GONE}`, 404],
  ["/instances/-1", 404],
  ["/jobs/noSuchJob", 404],
  ["/jobs/noSuchJob/launch", 404],
  [`/executions/compare?a=${GONE}&b=1`, 404],
  [`/bulk/${GONE}`, 404],
  ["/nothing/here", 404],
  [`/api/executions/${GONE}`, 404],
  ["/api/v1/executions/abc", 404],
  ["/api/nothing", 404],
  ["/jobs/%E0%A4%A", 400],
  ["/api/v1/jobs/%ff", 400],
  ["/day?to=-271821-04-20", 200],
  ["/executions?before=99999999999999999999&status=WRONG&started=soon", 200],
] as const) {
  test(`${address} is answered with ${status}, and with every protection`, async ({ request }) => {
    const response = await request.get(address);
    expect(response.status()).toBe(status);
    const headers = response.headers();
    expect(headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "same-origin",
      "cross-origin-opener-policy": "same-origin",
    });
    expect(headers["cache-control"]).toContain("no-store");
    if (status !== 400) expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
    expect(headers["x-powered-by"]).toBeUndefined();
  });
}

test("a name that another site pointed here gets nothing", async ({ baseURL }) => {
  for (const path of ["/", "/api/v1/executions", `/executions/${executionId}`]) {
    const answer = await ask(new URL(path, baseURL), "evil.example");
    expect([answer.status, answer.body]).toEqual([421, expect.stringContaining("BATCHDECK_ALLOWED_HOSTS")]);
  }
});

test("a choice of the reader is kept in a cookie that no other site's form carries along", async ({ page }) => {
  await page.goto("/");
  await expect.poll(async () => (await page.context().cookies()).length).toBeGreaterThan(0);
  for (const cookie of await page.context().cookies()) {
    expect(cookie).toMatchObject({ path: "/", sameSite: "Lax" });
  }
});

/** Playwright's own requests name the host they are sent to. */
function ask(url: URL, host: string): Promise<{ status: number | undefined; body: string }> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { host } }, (response) => {
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (part: string) => {
        body += part;
      });
      response.on("end", () => resolve({ status: response.statusCode, body }));
    }).on("error", reject);
  });
}
