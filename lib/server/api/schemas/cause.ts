import "server-only";
import { z } from "zod";
import type { CauseView } from "@/lib/shared/views";
import { component } from "./component";
import { number, text } from "./values";

export const cause = component(
  "Cause",
  "An exit message taken apart, the deepest cause first.",
  z.strictObject({
    step: text.nullable(),
    exitCode: text.nullable(),
    causes: z.array(z.strictObject({ headline: text, frames: z.array(text) })),
    place: z
      .strictObject({
        commits: number,
        written: number,
        items: z
          .strictObject({ from: number, to: number })
          .nullable()
          .meta({ description: "Of the chunk that was rolled back." }),
      })
      .nullable()
      .meta({ description: "How far the step had come." }),
    truncated: z.boolean().meta({ description: "The text fills its column, so its end may be missing." }),
    raw: text,
  }),
) satisfies z.ZodType<CauseView>;
