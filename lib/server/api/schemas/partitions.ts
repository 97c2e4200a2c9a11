import "server-only";
import { z } from "zod";
import type { PartitionSummary, PartitionsView } from "@/lib/shared/views";
import { component } from "./component";
import { page } from "./page";
import { step } from "./step";
import { id, instant, number, text } from "./values";

export const partitionSummary = component(
  "PartitionSummary",
  "The workers of a partitioned step, counted.",
  z.strictObject({
    managerId: id,
    managerName: text,
    total: number,
    completed: number,
    running: number,
    failed: number,
    read: number,
    written: number,
    skipped: number,
  }),
) satisfies z.ZodType<PartitionSummary>;

export const partitions = component(
  "Partitions",
  "Workers of one manager: failed ones first, then the silent and the slow ones.",
  z.strictObject({ readAt: instant, summary: partitionSummary, workers: page(step) }),
) satisfies z.ZodType<PartitionsView>;
