import { readFileSync } from "node:fs";
import { z } from "zod";

/** One flight of the Bureau of Transportation Statistics, `date` as in "2001/01/10 18:05" (local time of the airport). */
const flight = z.object({
  date: z.string().regex(/^\d{4}\/\d\d\/\d\d \d\d:\d\d$/),
  origin: z.string().length(3),
  destination: z.string().length(3),
  distance: z.int().nonnegative(),
  delay: z.int(),
});

export type Flight = z.output<typeof flight>;

/** All flights of a JSON file. The file is one array, and small enough to be held as a whole. */
export function readFlights(file: string): Flight[] {
  return z.array(flight).parse(JSON.parse(readFileSync(file, "utf8")));
}

/** What the table gets for a flight. */
export function toFlightRow(flight: Flight) {
  return {
    flew_at: `${flight.date.replaceAll("/", "-")}:00`,
    origin: flight.origin,
    destination: flight.destination,
    distance_miles: flight.distance,
    delay_minutes: flight.delay,
  };
}

/** The report: a line per airport, worst first. A flight is late from 15 minutes on, as the Bureau counts. */
export const DELAY_REPORT_SQL = `
  select origin as airport, count(*) as flights, sum(case when delay_minutes >= 15 then 1 else 0 end) as late_flights,
         round(avg(delay_minutes), 1) as mean_delay_minutes, max(delay_minutes) as longest_delay_minutes
  from example_flight group by origin order by mean_delay_minutes desc, airport`;
