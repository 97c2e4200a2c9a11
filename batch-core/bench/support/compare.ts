import { appendFileSync } from "node:fs";

/** One way of doing the work that a measurement compares. */
export interface Contender {
  readonly name: string;
  /** Not measured: empties a table, writes a file. */
  prepare?(): Promise<void>;
  /** Measured. Resolves to how many items it did, and throws when the result is wrong. */
  run(): Promise<number>;
}

/** What DESIGN.md allows. Rates are compared inside a round, as all ratios are. */
export interface Budget {
  /** In the words of DESIGN.md. */
  readonly what: string;
  /** Names of contenders. */
  readonly of: string;
  /** Smallest rate, as a share of that of another contender. */
  readonly least?: { readonly share: number; readonly against: string };
  /** Longest time per item. */
  readonly microsMost?: number;
}

export interface ComparisonOptions {
  readonly title: string;
  /** What is counted: "rows", "chunks", "launches". */
  readonly unit: string;
  /** Measured rounds after one that only warms up. Default 3. */
  readonly rounds?: number;
  readonly contenders: readonly Contender[];
  readonly budgets?: readonly Budget[];
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
export async function compare(options: ComparisonOptions): Promise<void> {
  const { title, unit, rounds = numberOption("rounds", 3), contenders, budgets = [] } = options;
  const measured = contenders.map((): Measurement[] => []);
  for (let round = 0; round <= rounds; round++) {
    for (const [index, contender] of contenders.entries()) {
      await contender.prepare?.();
      const measurement = await measure(contender);
      if (round > 0) measured[index]?.push(measurement);
    }
  }
  const base = measured[0] ?? [];
  const table = contenders.map(({ name }, index) => {
    const all = measured[index] ?? [];
    const rates = all.map(({ perSecond }) => perSecond);
    return {
      name,
      [`${unit}/s`]: Math.round(median(rates)),
      "min – max": `${Math.round(Math.min(...rates))} – ${Math.round(Math.max(...rates))}`,
      ratio: Number(ratio(all, base).toFixed(2)),
      [`µs of CPU here/${unit.replace(/e?s$/, "")}`]: Number(median(all.map(({ cpuMicros }) => cpuMicros)).toFixed(2)),
      "RSS MB": Math.round(Math.max(...all.map(({ rssMb }) => rssMb))),
    };
  });
  const measuredOf = (name: string) => {
    const index = contenders.findIndex((contender) => contender.name === name);
    if (index < 0) throw new Error(`A budget names "${name}", which is no contender.`);
    return measured[index] ?? [];
  };
  const verdicts = budgets.map((budget) => judge(budget, measuredOf));
  console.log(`\n${title} (${rounds} rounds, median, ratio to "${contenders[0]?.name}" of the same round)\n`);
  console.table(Object.fromEntries(table.map(({ name, ...columns }) => [name, columns])));
  for (const { what, measured: found, met } of verdicts) console.log(`${met ? "met   " : "MISSED"}  ${what}: ${found}`);
  const file = process.env.BATCHDECK_BENCH_RESULTS;
  if (file) appendFileSync(file, `${JSON.stringify({ title, rounds, table, verdicts })}\n`);
}

export interface Verdict {
  readonly what: string;
  readonly measured: string;
  readonly met: boolean;
}

function judge({ what, of, least, microsMost }: Budget, measuredOf: (name: string) => readonly Measurement[]): Verdict {
  if (least) {
    const share = ratio(measuredOf(of), measuredOf(least.against));
    return { what, measured: `${share.toFixed(2)} ×, at least ${least.share}`, met: share >= least.share };
  }
  const micros = 1e6 / median(measuredOf(of).map(({ perSecond }) => perSecond));
  return {
    what,
    measured: `${micros.toFixed(3)} µs, at most ${microsMost}`,
    met: micros <= (microsMost ?? Number.POSITIVE_INFINITY),
  };
}

/** Median of the ratios of rates, each inside its round. */
function ratio(of: readonly Measurement[], against: readonly Measurement[]): number {
  return median(of.map(({ perSecond }, round) => perSecond / (against[round]?.perSecond ?? Number.NaN)));
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
