import { describe, expect, it } from "vitest";
import { durationDoubt, toDate } from "./values";

/** Clocks in Berlin went back from 03:00 to 02:00 on 25 October 2026. */
describe("a duration", () => {
  it.each([
    { started: "2026-10-25 01:50:00", ended: "2026-10-25 01:59:00", zone: "Europe/Berlin", doubt: null },
    { started: "2026-10-25 01:50:00", ended: "2026-10-25 02:10:00", zone: "Europe/Berlin", doubt: "clocks-set-back" },
    { started: "2026-10-25 02:50:00", ended: "2026-10-25 02:10:00", zone: "Europe/Berlin", doubt: "clocks-set-back" },
    { started: "2026-10-25 02:50:00", ended: "2026-10-25 03:10:00", zone: "Europe/Berlin", doubt: "clocks-set-back" },
    { started: "2026-10-25 01:50:00", ended: "2026-10-25 03:10:00", zone: "Europe/Berlin", doubt: null },
    { started: "2026-10-25 02:10:00", ended: "2026-10-25 02:50:00", zone: "UTC", doubt: null },
    { started: "2026-10-26 10:00:00", ended: "2026-10-26 09:59:59", zone: "Europe/Berlin", doubt: "negative" },
  ])("from $started to $ended in $zone: $doubt", ({ started, ended, zone, doubt }) => {
    const found = durationDoubt(toDate(started, zone), toDate(ended, zone), { started, ended }, zone);
    expect(found?.kind ?? null).toBe(doubt);
  });

  it("counts the hour that was there twice", () => {
    const [started, ended] = ["2026-10-25 01:50:00", "2026-10-25 03:10:00"].map((text) =>
      toDate(text, "Europe/Berlin"),
    );
    expect((ended?.getTime() ?? 0) - (started?.getTime() ?? 0)).toBe(140 * 60_000);
  });

  it("is not doubted before it has two times", () => {
    expect(
      durationDoubt(null, new Date(), { started: null, ended: "2026-10-25 02:10:00" }, "Europe/Berlin"),
    ).toBeNull();
  });
});
