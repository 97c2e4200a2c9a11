import { describe, expect, it } from "vitest";
import { birdStrikeLine, toBirdStrike } from "./bird-strike.ts";

const line = birdStrikeLine.parse({
  "Flight Date": "1999-10-19",
  "Airport Name": "NASHVILLE INTL",
  "Origin State": "Tennessee",
  "Aircraft Airline Operator": "SOUTHWEST AIRLINES",
  "Aircraft Make Model": "B-737-300",
  "Phase of flight": "Approach",
  "Wildlife Species": "Canada goose",
  "Wildlife Size": "Large",
  "Time of day": "Dusk",
  "Effect Amount of damage": "Minor",
  "Cost Total $": "1250",
  "Speed IAS in knots": "140",
});

describe("a record of birdstrikes.csv", () => {
  it("becomes a row", () => {
    expect(toBirdStrike(line)).toEqual({
      flight_date: "1999-10-19",
      airport: "NASHVILLE INTL",
      state: "Tennessee",
      airline: "SOUTHWEST AIRLINES",
      aircraft: "B-737-300",
      phase: "Approach",
      species: "Canada goose",
      wildlife_size: "Large",
      time_of_day: "Dusk",
      damage: "Minor",
      cost_dollars: 1250,
      speed_knots: 140,
    });
  });

  it.each(["B", "C", "", "minor"])("is left out when its damage is %j, which is not on the scale", (damage) => {
    expect(toBirdStrike({ ...line, "Effect Amount of damage": damage })).toBeNull();
  });

  it.each([
    { speed: "", phase: "Climb", expected: null },
    { speed: "0", phase: "Approach", expected: null },
    { speed: "0", phase: "Parked", expected: 0 },
    { speed: "95", phase: "Taxi", expected: 95 },
  ])("has speed $expected when $speed was reported during $phase", ({ speed, phase, expected }) => {
    const strike = toBirdStrike({ ...line, "Speed IAS in knots": speed, "Phase of flight": phase });
    expect(strike?.speed_knots).toBe(expected);
  });
});
