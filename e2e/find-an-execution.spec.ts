import { expect, test } from "@playwright/test";
import { expectStatus, launch, newRun } from "./support/operator";

test("the filter line narrows the list, the address keeps it, and Backspace takes a condition back", async ({
  page,
}) => {
  const id = await launch(page, "helloJob", newRun());
  await expectStatus(page, "Completed");
  await page.goto("/executions");
  await page.keyboard.press("/");
  const line = page.getByRole("combobox", { name: "Filter executions" });
  await expect(line).toBeFocused();

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
  await expect(page.getByText("Not understood: duration:soon")).toBeVisible();
});

test("the palette goes to an execution by its number, and keys go to places", async ({ page }) => {
  const id = await launch(page, "helloJob", newRun());
  await page.goto("/");
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill(`#${id}`);
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
