import { copyFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { cell, expectStatus, launch, newRun, openPalette, pressUntil } from "./support/operator";

test("the filter line narrows the list, the address keeps it, and Backspace takes a condition back", async ({
  page,
}) => {
  const id = await launch(page, "helloJob", newRun());
  await expectStatus(page, "Completed");
  await page.goto("/executions");
  const line = page.getByRole("combobox", { name: "Filter executions" });
  await pressUntil(page, "/", () => expect(line).toBeFocused({ timeout: 500 }));

  await line.fill("job:helloJob status:comp started:24h");
  await line.press("Enter");
  await expect(page).toHaveURL(/job=helloJob/);
  await expect(page).toHaveURL(/status=COMPLETED/);
  const conditions = page.getByRole("list", { name: "Conditions" });
  await expect(conditions.getByRole("listitem")).toHaveCount(3);
  await expect(page.getByRole("link", { name: `execution ${id} helloJob` })).toBeVisible();
  await expect(page.getByRole("link", { name: /birdStrikeImportJob/ })).toHaveCount(0);

  await page.reload();
  await expect(conditions.getByRole("listitem")).toHaveCount(3);

  await conditions.getByRole("button", { name: /Remove condition job:helloJob/ }).click();
  await expect(page).not.toHaveURL(/job=helloJob/);
});

test("suggestions are taken with the keyboard", async ({ page }) => {
  await page.goto("/executions");
  const line = page.getByRole("combobox", { name: "Filter executions" });
  await line.click();
  await line.pressSequentially("stat");
  await expect(page.getByRole("option", { name: /^status:/ }).first()).toBeVisible();
  await line.press("ArrowDown");
  await line.press("Enter");
  await expect(line).toHaveValue("status:");
  await line.pressSequentially("fai");
  await line.press("ArrowDown");
  await line.press("Enter");
  await expect(page).toHaveURL(/status=FAILED/);
});

test("what is not understood stays in the line and is said", async ({ page }) => {
  await page.goto("/executions");
  const line = page.getByRole("combobox", { name: "Filter executions" });
  await line.fill("duration:soon");
  await line.press("Enter");
  await expect(line).toHaveValue("duration:soon");
  await expect(page.getByRole("alert").getByText("“soon” is no duration. Write >5m, <10s or >1.5h.")).toBeVisible();

  await line.fill("staus:failed");
  await line.press("Enter");
  await expect(page.getByText("Did you mean status: ?")).toBeVisible();
  await line.fill("param.db.password:hunter2");
  await line.press("Enter");
  await expect(page.getByText("“db.password” is a secret, so its value cannot be searched.")).toBeVisible();
});

test("conditions are changed and taken away from the keyboard, and focus is never lost", async ({ page }) => {
  await page.goto("/executions?status=FAILED&started=24h");
  const line = page.getByRole("combobox", { name: "Filter executions" });
  await line.focus();
  await line.press("ArrowLeft");
  await expect(page.getByRole("button", { name: /^Edit condition started/i })).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Delete");
  await expect(page).toHaveURL(/\/executions\?started=24h$/);
  await expect(line).toBeFocused();
  await line.press("Backspace");
  await expect(line).toHaveValue("started:24h");
  await line.fill("started:7d");
  await line.press("Enter");
  await expect(page).toHaveURL(/\/executions\?started=7d$/);
  await expect(line).toBeFocused();
});

test("a parameter becomes a column that the address, a saved view and a CSV file have too", async ({ page }) => {
  const run = newRun();
  const id = await launch(page, "helloJob", run);
  await page.goto("/executions?job=helloJob");
  await page.getByRole("button", { name: "Columns and page size" }).click();
  await page.getByRole("menuitemcheckbox", { name: "run.id" }).click();
  await expect(page).toHaveURL(/column=param\.run\.id/);
  await page.keyboard.press("Escape");
  const table = page.getByRole("table", { name: "Job executions, newest first" });
  expect(await cell(table, new RegExp(`execution ${id} `), "run.id")).toBe(run.Run);

  await page.getByRole("button", { name: "Views" }).click();
  await page.getByRole("menuitem", { name: "Save this view…" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Hello by run");
  await page.keyboard.press("Enter");
  await page.goto("/executions");
  await expect(page.getByRole("columnheader", { name: "run.id" })).toHaveCount(0);
  await page.getByRole("button", { name: "Views" }).click();
  await page.getByRole("menuitemradio", { name: "Hello by run" }).click();
  await expect(page.getByRole("columnheader", { name: "run.id" })).toBeVisible();
  await expect(page).toHaveURL(/job=helloJob/);

  await page.getByRole("button", { name: "Hello by run" }).click();
  await page.getByRole("menuitem", { name: "Rename…" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Greetings");
  await page.getByRole("button", { name: "Save view" }).click();
  await page.getByRole("button", { name: "Greetings" }).click();
  await page.getByRole("menuitem", { name: "Remove this view" }).click();
  await expect(page.getByRole("button", { name: "Views" })).toBeVisible();

  await page.getByRole("button", { name: "Export" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "CSV", exact: true }).click();
  const [heading = "", row = ""] = (await readFile(await (await download).path(), "utf8")).split("\r\n");
  expect(heading).toMatch(/^id,jobName,.*,param\.run\.id$/);
  expect(row).toMatch(new RegExp(`^${id},helloJob,.*,${run.Run}$`));
});

test("rows are walked, ticked and opened with single keys, on a Hangul layout too", async ({ page }) => {
  await launch(page, "helloJob", newRun());
  await launch(page, "helloJob", newRun());
  await page.goto("/executions?job=helloJob");
  const links = page.getByRole("link", { name: /^execution \d+ helloJob$/ });
  await pressUntil(page, "j", () => expect(links.nth(0)).toBeFocused({ timeout: 500 }));
  await links.nth(0).dispatchEvent("keydown", { key: "ㅓ", code: "KeyJ", bubbles: true });
  await expect(links.nth(1)).toBeFocused();
  await page.keyboard.press("x");
  await expect(page.getByRole("status").filter({ hasText: "1 chosen" })).toBeVisible();
  await page.keyboard.press("k");
  await expect(links.nth(0)).toBeFocused();

  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(help.getByText("Choose the row")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(help).toHaveCount(0);
  await expect(links.nth(0)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/executions\/\d+$/);
  await page.keyboard.press("?");
  await expect(help.getByText("Choose the row")).toHaveCount(0);
});

test("the palette goes to an execution by its number, and keys go to places", async ({ page }) => {
  const id = await launch(page, "helloJob", newRun());
  await page.goto("/");
  await (await openPalette(page)).fill(`#${id}`);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/executions/${id}$`));

  await page.keyboard.press("g");
  await page.keyboard.press("j");
  await expect(page).toHaveURL(/\/jobs$/);
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("the console speaks Korean when it is told to, and remembers", async ({ page }) => {
  await page.goto("/executions");
  await page.getByRole("button", { name: "Language" }).click();
  await page.getByRole("menuitemradio", { name: "한국어" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "실행" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "실행" })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "ko");
});

test("a list of what failed says why, and a value that is not in sight is offered", async ({ page }) => {
  const inputFile = join(process.env.E2E_FOLDER ?? "", "invoices-that-fail.csv");
  copyFileSync("jobs/data/invoices.csv", inputFile);
  await launch(page, "invoiceImportJob", { "Input file": inputFile });
  await expectStatus(page, "Failed");
  await page.goto("/executions?status=FAILED");
  const row = page.getByRole("row", { name: /invoiceImportJob/ }).first();
  await expect(row).toContainText(/^.*Error: .*line 147: amount/);
  await page
    .getByRole("button", { name: /^Preview execution/ })
    .first()
    .click();
  await expect(page.getByText("step importStep")).toBeVisible();
  await expect(page.getByText("145 → 140")).toBeVisible();

  await launch(page, "helloJob", { ...newRun(), "Who is greeted": "Somewhere else" });
  await expectStatus(page, "Completed");
  const line = page.getByRole("combobox", { name: "Filter executions" });
  const offer = page.getByRole("option", { name: 'param.name:"Somewhere else"' });
  // What ran a moment ago is known a few seconds later.
  await expect(async () => {
    await page.goto("/executions?job=invoiceImportJob");
    await line.click();
    await line.pressSequentially("param.name:some");
    await expect(offer).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await offer.click();
  await expect(page).toHaveURL(/param\.name=Somewhere\+else/);
});

test("the activity is narrowed by who, what and when, and says what is no time", async ({ page }) => {
  await launch(page, "helloJob", newRun());
  await page.goto("/audit");
  const form = page.getByRole("form", { name: "Narrow the activity" });
  const rows = page.getByRole("table").getByRole("row");
  await form.getByLabel("What").selectOption({ label: "Launched" });
  await form.getByLabel("Job").fill("hello*");
  await form.getByRole("button", { name: "Show" }).click();
  await expect(page).toHaveURL(/action=launch/);
  await expect(page).toHaveURL(/job=hello/);
  await expect(rows.nth(1)).toContainText("helloJob");

  await form.getByLabel("Who").fill("nobody at all");
  await form.getByRole("button", { name: "Show" }).click();
  await expect(page.getByText("Nothing matches")).toBeVisible();
  await form.getByLabel("When").fill("soon");
  await form.getByRole("button", { name: "Show" }).click();
  await expect(form.getByLabel("When")).toHaveAccessibleDescription(/“soon” is no time/);
});

test("a list that is whole on one page is sorted by its headings, and the address keeps it", async ({ page }) => {
  const id = await launch(page, "birdStrikeImportJob", newRun());
  await expectStatus(page, "Completed");
  await launch(page, "helloJob", newRun());
  await expectStatus(page, "Completed");
  await page.goto("/executions?job=birdStrikeImportJob&job=helloJob&started=1h&size=100");
  const heading = page.getByRole("columnheader", { name: "Read" });
  const first = page.getByRole("table").getByRole("row").nth(1);
  await expect(first).toContainText("helloJob");
  await expect(async () => {
    await heading.getByRole("button").click();
    await expect(heading).toHaveAttribute("aria-sort", "descending", { timeout: 500 });
  }).toPass();
  await expect(first).toContainText("birdStrikeImportJob");
  await expect(page).toHaveURL(/sort=-read/);
  await page.reload();
  await expect(first).toContainText("birdStrikeImportJob");
  await expect(page.getByRole("link", { name: `execution ${id} birdStrikeImportJob` })).toBeVisible();
});
