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

/** What is asked of the table: a row per airport. A flight is late from 15 minutes on, as the Bureau counts. */
export const DELAYS_BY_AIRPORT_SQL = `
  select origin, count(*) as flights, sum(case when delay_minutes >= 15 then 1 else 0 end) as late_flights,
         sum(delay_minutes) as delay_minutes, max(delay_minutes) as longest_delay_minutes
  from example_flight group by origin order by origin`;

/** A line of the report. Averages are rounded here: databases do it each in their own way. */
export function toReportLine(row: Record<string, unknown>) {
  const flights = Number(row.flights);
  return {
    airport: String(row.origin),
    flights,
    late_flights: Number(row.late_flights),
    mean_delay_minutes: (Number(row.delay_minutes) / flights).toFixed(1),
    longest_delay_minutes: Number(row.longest_delay_minutes),
  };
}
