import { z } from "zod";

/** The scale of the FAA's report form. Some records carry the military's letters for classes of mishap instead. */
const DAMAGE_SCALE = ["None", "Minor", "Medium", "Substantial"];

/** One line of birdstrikes.csv. The speed is the one field that reports leave out. */
export const birdStrikeLine = z.object({
  "Flight Date": z.iso.date(),
  "Airport Name": z.string().min(1),
  "Origin State": z.string(),
  "Aircraft Airline Operator": z.string(),
  "Aircraft Make Model": z.string(),
  "Phase of flight": z.string(),
  "Wildlife Species": z.string(),
  "Wildlife Size": z.string(),
  "Time of day": z.string(),
  "Effect Amount of damage": z.string(),
  "Cost Total $": z.coerce.number().int().nonnegative(),
  "Speed IAS in knots": z.string().regex(/^\d*$/),
});

type BirdStrikeLine = z.output<typeof birdStrikeLine>;

interface BirdStrike {
  flight_date: string;
  airport: string;
  state: string;
  airline: string;
  aircraft: string;
  phase: string;
  species: string;
  wildlife_size: string;
  time_of_day: string;
  damage: string;
  cost_dollars: number;
  speed_knots: number | null;
}

/**
 * What the table gets for a line. A record whose damage is not on the scale cannot be compared with the others and is left out (null):
 * 15 of 10 000. A missing speed is unknown, and so is a speed of 0 unless the aircraft was parked.
 */
export function toBirdStrike(line: BirdStrikeLine): BirdStrike | null {
  if (!DAMAGE_SCALE.includes(line["Effect Amount of damage"])) return null;
  const speed = line["Speed IAS in knots"];
  const isKnown = speed !== "" && (Number(speed) > 0 || line["Phase of flight"] === "Parked");
  return {
    flight_date: line["Flight Date"],
    airport: line["Airport Name"],
    state: line["Origin State"],
    airline: line["Aircraft Airline Operator"],
    aircraft: line["Aircraft Make Model"],
    phase: line["Phase of flight"],
    species: line["Wildlife Species"],
    wildlife_size: line["Wildlife Size"],
    time_of_day: line["Time of day"],
    damage: line["Effect Amount of damage"],
    cost_dollars: line["Cost Total $"],
    speed_knots: isKnown ? Number(speed) : null,
  };
}
