import "server-only";
import { z } from "zod";
import type { InstanceRow, InstanceView, Page } from "@/lib/shared/views";
import { executionActions } from "./actions";
import { component } from "./component";
import { executionRow } from "./execution-row";
import { page } from "./page";
import { keyParameter, parameter } from "./parameters";
import { timeline } from "./timeline";
import { batchStatus, id, instant, milliseconds, number, text } from "./values";

const instanceRow = component(
  "InstanceRow",
  "A JobInstance with its last attempt.",
  z.strictObject({
    id,
    jobName: text,
    jobKey: text,
    parameters: z.array(keyParameter),
    attempts: number,
    firstStarted: instant.nullable(),
    lastExecutionId: id.nullable(),
    lastStatus: batchStatus.nullable(),
    lastEnded: instant.nullable(),
    totalMs: milliseconds,
  }),
) satisfies z.ZodType<InstanceRow>;

export const instancePage = component(
  "InstancePage",
  "Instances of a job, newest first; cursors are instance ids.",
  page(instanceRow),
) satisfies z.ZodType<Page<InstanceRow>>;

export const instance = component(
  "Instance",
  "One JobInstance with its attempts, oldest first.",
  z.strictObject({
    readAt: instant,
    instance: instanceRow,
    parameters: z.array(parameter),
    attempts: z.array(z.strictObject({ row: executionRow, changed: z.array(keyParameter) })),
    timeline,
    actions: executionActions.nullable(),
  }),
) satisfies z.ZodType<InstanceView>;
