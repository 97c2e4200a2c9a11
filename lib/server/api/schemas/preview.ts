import "server-only";
import { z } from "zod";
import type { LaunchPreviewView, RestartPreviewView } from "@/lib/shared/views";
import { component } from "./component";
import { keyParameter } from "./parameters";
import { id, number, text } from "./values";

const previewFields = {
  decision: z.enum(["new-instance", "restart", "rerun", "refused"]),
  instanceId: id.nullable(),
  lastExecutionId: id.nullable(),
  attempt: number,
  code: text.nullable(),
  reason: text.nullable().meta({ description: "Why it is refused." }),
  identifying: z.array(keyParameter),
  problems: z.record(text, text).meta({ description: "By parameter; the empty name is for all of them together." }),
};

export const launchPreview = component(
  "LaunchPreview",
  "What a launch would do. Nothing was written.",
  z.strictObject(previewFields),
) satisfies z.ZodType<LaunchPreviewView>;

export const restartPreview = component(
  "RestartPreview",
  "What a restart would do, step by step. Nothing was written.",
  z.strictObject({
    ...previewFields,
    declared: z
      .boolean()
      .meta({ description: "False when only rows are known, as of a job that another application has." }),
    steps: z.array(
      z.strictObject({
        name: text,
        will: z.enum(["skip", "run", "continue"]),
        from: z.array(z.strictObject({ key: text, value: text })).nullable(),
      }),
    ),
  }),
) satisfies z.ZodType<RestartPreviewView>;
