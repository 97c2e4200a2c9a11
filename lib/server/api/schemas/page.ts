import "server-only";
import { z } from "zod";
import { id, instant, number, text } from "./values";

/** A page of rows and the cursors of its neighbours. */
export function page<T extends z.ZodType>(items: T) {
  return z.strictObject({
    items: z.array(items),
    newer: text
      .nullable()
      .meta({ description: "Cursor of the page with newer rows, for `after`; null on the newest." }),
    older: text.nullable().meta({ description: "Cursor of the page with older rows, for `before`; null on the last." }),
    searchedTo: id.nullable().meta({
      description:
        "Set when the search stopped at this id before it had found a page full; `older` goes on from there.",
    }),
    total: number,
    totalCapped: z.boolean().meta({ description: "There are more than `total`." }),
    readAt: instant,
  });
}
