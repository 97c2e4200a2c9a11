import { z } from "zod";

/** One line of zipcodes.csv. A ZIP code is a text: "00501" is not 501. */
export const zipCodeLine = z.object({
  zip_code: z.string().regex(/^\d{5}$/),
  latitude: z.coerce.number().min(-90).max(90),
  longitude: z.coerce.number().min(-180).max(180),
  city: z.string().min(1),
  state: z.string().length(2),
  county: z.string(),
});
