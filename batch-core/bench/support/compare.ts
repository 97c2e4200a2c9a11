/** One way of doing the work that a measurement compares. */
export interface Contender {
  readonly name: string;
  /** Not measured: empties a table, writes a file. */
  prepare?(): Promise<void>;
  /** Measured. Resolves to how many items it did, and throws when the result is wrong. */
  run(): Promise<number>;
}

export interface ComparisonOptions {
  readonly title: string;
  /** What is counted: "rows", "chunks", "launches". */
  readonly unit: string;
  /** Measured rounds after one that only warms up. Default 3. */
  readonly rounds?: number;
  readonly contenders: readonly Contender[];
}

interface Measurement {
  readonly perSecond: number;
  readonly cpuMicros: number;
  readonly rssMb: number;
}

/**
 * Runs all contenders in every round, one after the other, and prints rates and ratios to the first one. Ratios are taken inside a
 * round: machines drift, neighbours in time drift together.
 */
export async function compare({ title, unit, rounds = 3, contenders }: ComparisonOptions): Promise<void> {
  const measured = contenders.map((): Measurement[] => []);
  for (let round = 0; round <= rounds; round++) {
    for (const [index, contender] of contenders.entries()) {
      await contender.prepare?.();
      const measurement = await measure(contender);
      if (round > 0) measured[index]?.push(measurement);
    }
  }
  const base = measured[0] ?? [];
  console.log(`\n${title} (${rounds} rounds, median, ratio to "${contenders[0]?.name}" of the same round)\n`);
  console.table(
    Object.fromEntries(
      contenders.map(({ name }, index) => {
        const all = measured[index] ?? [];
        const rates = all.map(({ perSecond }) => perSecond);
        return [
          name,
          {
            [`${unit}/s`]: Math.round(median(rates)),
            "min – max": `${Math.round(Math.min(...rates))} – ${Math.round(Math.max(...rates))}`,
            ratio: Number(median(rates.map((rate, round) => rate / (base[round]?.perSecond ?? Number.NaN))).toFixed(2)),
            [`µs of CPU here/${unit.replace(/e?s$/, "")}`]: Number(
              median(all.map(({ cpuMicros }) => cpuMicros)).toFixed(1),
            ),
            "RSS MB": Math.round(Math.max(...all.map(({ rssMb }) => rssMb))),
          },
        ];
      }),
    ),
  );
}

async function measure(contender: Contender): Promise<Measurement> {
  globalThis.gc?.();
  const cpuBefore = process.cpuUsage();
  const start = performance.now();
  const items = await contender.run();
  const seconds = (performance.now() - start) / 1000;
  const cpu = process.cpuUsage(cpuBefore);
  return {
    perSecond: items / seconds,
    cpuMicros: (cpu.user + cpu.system) / items,
    rssMb: process.memoryUsage.rss() / 2 ** 20,
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** The value of `--name=value` on the command line, as a number. */
export function numberOption(name: string, fallback: number): number {
  const text = process.argv.find((argument) => argument.startsWith(`--${name}=`))?.split("=")[1];
  return text === undefined ? fallback : Number(text);
}
