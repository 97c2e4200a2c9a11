import { expect, type Locator, type Page } from "@playwright/test";

/** A number for a job's `run.id` that no other story has used. */
export function newRun(): Readonly<Record<string, string>> {
  lastRun += 1;
  return { Run: String(lastRun) };
}
let lastRun = Math.floor(Date.now() / 1_000);

/** Fills the launch form of a job, by the titles of its parameters, launches, and waits for the execution's page. */
export async function launch(page: Page, jobName: string, values: Readonly<Record<string, string>> = {}) {
  await openLaunchForm(page, jobName, values);
  await page.getByRole("button", { name: `Launch ${jobName}` }).click();
  await expect(page).toHaveURL(/\/executions\/\d+$/);
  return executionIdOf(page);
}

export async function openLaunchForm(page: Page, jobName: string, values: Readonly<Record<string, string>> = {}) {
  await page.goto(`/jobs/${jobName}/launch`);
  for (const [title, value] of Object.entries(values)) await page.getByLabel(title, { exact: true }).fill(value);
}

export function executionIdOf(page: Page): string {
  return new URL(page.url()).pathname.split("/").at(-1) ?? "";
}

/** Keys of a page that has just come are heard by nobody until its scripts run. */
export async function openPalette(page: Page): Promise<Locator> {
  const field = page.getByRole("combobox", { name: "Find and go" });
  await expect(async () => {
    if (!(await field.isVisible())) await page.keyboard.press("Control+k");
    await expect(field).toBeFocused({ timeout: 2_000 });
  }).toPass();
  return field;
}

/** The tab's title begins with the status, and follows it while the page is open. */
export async function expectStatus(page: Page, status: string) {
  await expect(page).toHaveTitle(new RegExp(`^${status} · `));
}

export function region(page: Page, name: string): Locator {
  return page.getByRole("region", { name, exact: true });
}

/** Text of the cell where a row meets a column, both found by what stands in their headings. */
export async function cell(table: Locator, row: string | RegExp, column: string): Promise<string> {
  // The table may be on its way; texts are taken from what is there.
  await expect(table.getByRole("columnheader").first()).toBeAttached();
  const headings = await table.getByRole("columnheader").allTextContents();
  const index = headings.findIndex((heading) => heading.trim() === column);
  expect(index, `column ${column} among ${headings.join(", ")}`).toBeGreaterThanOrEqual(0);
  const cells = table.getByRole("row", { name: row }).locator("th, td");
  return (await cells.nth(index).innerText()).trim();
}

export async function count(table: Locator, row: string | RegExp, column: string): Promise<number> {
  return Number((await cell(table, row, column)).replaceAll(",", ""));
}

/** Presses a key of ours until it works: the first press may come before the page listens. Only for keys that do no harm twice. */
export async function pressUntil(page: Page, key: string, works: () => Promise<void>) {
  await expect(async () => {
    await page.keyboard.press(key);
    await works();
  }).toPass();
}
