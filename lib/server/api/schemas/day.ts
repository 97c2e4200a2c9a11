import "server-only";
import { z } from "zod";
import type { DayView } from "@/lib/shared/views";
import { component } from "./component";
import { stripCell } from "./execution-row";
import { instant, text } from "./values";

export const day = component(
  "Day",
  "What ran between two instants, a lane per job.",
  z.strictObject({
    readAt: instant,
    from: instant,
    to: instant,
    lanes: z.array(z.strictObject({ jobName: text, bars: z.array(stripCell) })),
    capped: z.boolean(),
  }),
) satisfies z.ZodType<DayView>;
