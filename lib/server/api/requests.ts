import "server-only";
import { z } from "zod";
import { BULK_MAX } from "../use-cases/bulk-operation";
import { bulkAction } from "./schemas/bulk";
import { requestComponent } from "./schemas/component";
import { id } from "./schemas/values";

/** What requests hold, beside the filter language. A field that is not known is refused: a misspelt one must not be lost in silence. */

export const executionPath = z.strictObject({ executionId: id });
export const jobPath = z.strictObject({ jobName: z.string().min(1).max(100) });

const cursor = {
  before: id.optional().meta({ description: "Rows older than this cursor." }),
  after: id.optional().meta({ description: "Rows newer than this cursor; not together with `before`." }),
};

export const pageQuery = z.strictObject({
  ...cursor,
  size: z.coerce
    .number()
    .pipe(z.literal([25, 50, 100]))
    .default(50)
    .meta({ description: "Rows of a page." }),
});

/** Cursor and size of lists that only go towards older rows. */
export const olderQuery = z.strictObject({
  before: cursor.before,
  size: z.coerce.number().pipe(z.int().min(1).max(100)).default(50).meta({ description: "Rows of a page." }),
});

const reason = z
  .string()
  .trim()
  .max(500)
  .nullish()
  .transform((text) => text || null)
  .meta({ description: "Why; kept in the audit beside the actor." });

export const actionRequest = requestComponent(
  "ActionRequest",
  "Why something is done, and what it was decided on.",
  z.strictObject({
    reason,
    expectedVersion: z.int().min(0).nullish().meta({
      description:
        "`version` of the execution that was looked at: refused as STALE_EXECUTION when it is another by now.",
    }),
    expectedStepsVersion: z.int().min(0).nullish().meta({
      description:
        "`stepsVersion` of the execution that was looked at, for abandon and recover: refused as STILL_WORKING when a step moved since.",
    }),
  }),
);

export const parameterValues = z.record(
  z.string().min(1).max(100),
  z.union([
    z.string().max(2500),
    z
      .number()
      .refine(
        (value) => !Number.isInteger(value) || Number.isSafeInteger(value),
        "send it as a string: it has more digits than a JSON number keeps",
      ),
    z.boolean(),
    z.null(),
  ]),
);

export const launchRequest = requestComponent(
  "LaunchRequest",
  "Values by parameter name, as the launch form takes them. What is absent, null or empty takes its default, or the incrementer's next value.",
  z.strictObject({ parameters: parameterValues.default({}), reason }),
);

export const launchPreviewRequest = requestComponent(
  "LaunchPreviewRequest",
  "Values by parameter name.",
  z.strictObject({ parameters: parameterValues.default({}) }),
);

export const nextInstanceRequest = requestComponent(
  "NextInstanceRequest",
  "Why the next instance is started.",
  z.strictObject({ reason }),
);

const selection = {
  action: bulkAction,
  executionIds: z
    .array(id)
    .min(1)
    .max(BULK_MAX)
    .optional()
    .meta({ description: "These executions; or else `filter`." }),
  filter: z.string().max(2500).optional().meta({
    description:
      "All that match, in the filter language of a query string: `status=FAILED&started=24h`. Must not be empty.",
  }),
  expectedCount: z.int().min(0).optional().meta({
    description:
      "How many the filter matched when it was looked at; refused as BULK_OTHER_COUNT when others do by now.",
  }),
};
const isOneSelection = (request: { executionIds?: unknown; filter?: unknown }) =>
  (request.executionIds === undefined) !== (request.filter === undefined);
const ONE_SELECTION = { error: "give either executionIds or filter", path: ["executionIds"] };

export const bulkPreviewRequest = requestComponent(
  "BulkPreviewRequest",
  `An action and at most ${BULK_MAX} executions, by their ids or by a filter.`,
  z.strictObject(selection).refine(isOneSelection, ONE_SELECTION),
);

export const bulkRequest = requestComponent(
  "BulkRequest",
  `An action, at most ${BULK_MAX} executions, by their ids or by a filter, and why.`,
  z.strictObject({ ...selection, reason }).refine(isOneSelection, ONE_SELECTION),
);

export const bulkContinueRequest = requestComponent(
  "BulkContinueRequest",
  "How to go on.",
  z.strictObject({
    retry: z.boolean().default(false).meta({ description: "Also those that were refused or failed." }),
    reason,
  }),
);
