import { expect, test } from "@playwright/test";
import { cell, expectStatus, launch, newRun, region } from "./support/operator";

test("an execution shows the way it took through its flow, as a drawing and as text", async ({ page }) => {
  await launch(page, "orderMonthCloseJob", { Month: "2026-02", ...newRun() });
  await expectStatus(page, "Completed");

  const flow = region(page, "Flow");
  await expect(flow.getByText("sumDaysStep")).toBeVisible();
  // The tabs are walked with the arrows, as everywhere.
  await flow.getByRole("tab", { name: "Graph" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(flow.getByRole("listitem").filter({ hasText: /^anyOrders/ })).toContainText(
    "on SOME to reports · taken",
  );
  await expect(flow.getByRole("listitem").filter({ hasText: /^NOOP/ })).toContainText("not reached");

  const timeline = region(page, "Timeline");
  await expect(timeline).toContainText("28 of 28 partitions");
  await timeline.getByRole("link", { name: "sumDaysStep" }).click();
  await expect(page).toHaveURL(/#step-\d+$/);
  const steps = region(page, "Steps");
  await expect(steps.getByText("28 completed, 0 at work, 0 failed")).toBeVisible();
  const partitions = steps.getByRole("group", { name: "28 partitions" }).getByRole("table");
  expect(await cell(partitions, /2026-02-01/, "Status")).toBe("Completed");
});

test("a way not taken is told apart, and a step has figures of the executions before", async ({ page }) => {
  await launch(page, "orderMonthCloseJob", { Month: "2031-02", ...newRun() });
  await expectStatus(page, "Completed");
  await launch(page, "orderMonthCloseJob", { Month: "2031-03", ...newRun() });
  await expectStatus(page, "Completed");

  const flow = region(page, "Flow");
  await flow.getByRole("tab", { name: "As text" }).click();
  await expect(flow.getByRole("listitem").filter({ hasText: /^bestDayStep/ })).toContainText("not reached");
  await expect(flow.getByRole("listitem").filter({ hasText: /^anyOrders/ })).toContainText("on NONE to NOOP · taken");

  const steps = region(page, "Steps");
  await steps.getByRole("button", { name: "clearMonthStep" }).click();
  await expect(steps.getByText("Median")).toBeVisible();
  await steps.getByRole("definition").getByRole("link").click();
  await expect(page).toHaveURL(/#step-\d+$/);
  await expect(region(page, "Steps").getByRole("button", { name: "clearMonthStep", expanded: true })).toBeVisible();
});
