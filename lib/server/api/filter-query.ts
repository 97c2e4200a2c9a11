import "server-only";
import { z } from "zod";
import { isDurationBound, isNumberBound, isStartedRange } from "@/lib/shared/filter/ranges";
import { batchStatus, id } from "./schemas/values";

const some = (schema: z.ZodType<string>) => z.array(schema).optional();
const jobName = z.string().min(1).max(100);

/**
 * The filter language of the list (lib/shared/filter/execution-filter.ts) as a schema. Pages drop what they do not understand, so that an old link
 * still opens; a program is told, for it would take the wrong list for the right one.
 */
export const filterQuery = z.strictObject({
  job: some(jobName).meta({ description: "Any of these jobs; a trailing `*` matches any end." }),
  "-job": some(jobName).meta({ description: "None of these jobs." }),
  status: some(batchStatus).meta({ description: "Any of these statuses." }),
  exit: some(z.string().min(1).max(2500)).meta({
    description: "Any of these exit codes; a trailing `*` matches any end.",
  }),
  started: z.string().refine(isStartedRange, "expected 24h, 7d, 2026-11-01 or 2026-11-01..2026-11-02").optional().meta({
    description: "A span back from now (`24h`), a day, or a range of days or instants with one end open at most.",
  }),
  duration: z
    .string()
    .refine(isDurationBound, "expected >5m or <10s")
    .optional()
    .meta({ description: "`>5m`, `<10s`." }),
  skips: z
    .string()
    .refine(isNumberBound, "expected >0, <10 or =0")
    .optional()
    .meta({ description: "Skips of all kinds together: `>0`, `=0`." }),
  rollbacks: z
    .string()
    .refine(isNumberBound, "expected >0, <10 or =0")
    .optional()
    .meta({ description: "Rolled back transactions of all steps: `>0`, `=0`." }),
  q: z.string().min(1).max(200).optional().meta({ description: "Words of the exit message." }),
  instance: id.optional().meta({ description: "Of this JobInstance." }),
  id: id.optional().meta({ description: "Of this id." }),
  stuck: z
    .literal("1")
    .optional()
    .meta({ description: "Only those that the table calls running while their process is silent." }),
});

/** `param.region=KR`: the name of a job parameter and its value, which may end in `*`; an empty value is any. */
export const PARAMETER_KEY = /^param\.(.{1,100})$/s;
export const PARAMETER_VALUE_MAX = 2500;
