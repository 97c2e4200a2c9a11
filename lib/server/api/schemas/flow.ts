import "server-only";
import { z } from "zod";
import type { FlowView } from "@/lib/shared/views";
import { component } from "./component";
import { batchStatus, number, text } from "./values";

export const flow = component(
  "Flow",
  "Steps and transitions, from the definition or inferred from past steps.",
  z.strictObject({
    source: z.enum(["declared", "inferred"]),
    nodes: z.array(
      z.strictObject({
        id: text,
        name: text,
        kind: z.enum(["step", "chunk", "tasklet", "partition", "decision", "split", "flow", "job", "end"]),
        status: batchStatus.nullable(),
        reached: z.enum(["here", "earlier", "not"]).nullable().meta({
          description:
            "Whether the execution looked at got there; `earlier` when an attempt before it completed the step.",
        }),
        chunkSize: number.nullable(),
        parentId: text.nullable(),
      }),
    ),
    edges: z.array(z.strictObject({ from: text, to: text, on: text.nullable(), taken: z.boolean().nullable() })),
  }),
) satisfies z.ZodType<FlowView>;
