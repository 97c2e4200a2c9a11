import type { JobParameter, JobParameters } from "../../src/model/job-parameters.ts";
import { type Random, seededRandom } from "../support/random.ts";

/** A step as it usually goes. */
export interface HistoryStep {
  readonly name: string;
  /** Items of a usual execution; 0 for a tasklet. */
  readonly items: number;
  readonly chunkSize: number;
  /** Milliseconds of a usual execution. */
  readonly durationMs: number;
  /** Worker steps besides the step itself; 0 for a step that is not partitioned. */
  readonly partitions: number;
}

export interface HistoryJob {
  readonly name: string;
  readonly everyMinutes: number;
  readonly failureRate: number;
  readonly steps: readonly HistoryStep[];
  /** @param run  counts the instances of this job from 1 */
  parametersOf(at: Date, run: number, random: Random): JobParameters;
}

const DOMAINS = ["billing", "settlement", "ledger", "inventory", "loyalty", "payroll", "risk", "shipping"];
const ACTIONS = ["Import", "Reconcile", "Export", "Aggregate", "Archive", "Notify"];
const STEPS = [
  ...["validateInput", "loadStaging", "normalize", "enrichCustomers", "matchAccounts", "computeTotals", "applyRules"],
  ...["writeLedger", "updateBalances", "publishEvents", "writeReport", "archiveInput", "cleanUp", "notifyOperators"],
];
const REGIONS = ["KR", "JP", "DE", "US", "BR", "IN"];
/** Minutes between two runs: a few jobs run all day, most once a night, some once a week. */
const CADENCES = [5, 15, 30, 60, 60, 240, 1440, 1440, 1440, 1440, 1440, 10_080];

/** 48 jobs of a company that bills, ships and pays; some ten step rows per execution. The same for the same seed. */
export function historyCatalogue(seed: number): HistoryJob[] {
  const random = seededRandom(seed);
  return DOMAINS.flatMap((domain, row) =>
    ACTIONS.map((action, column): HistoryJob => {
      const index = row * ACTIONS.length + column;
      const stepCount = 4 + random.below(10);
      const first = random.below(STEPS.length - stepCount + 1);
      const partitioned = index % 5 === 0 ? random.below(stepCount) : -1;
      return {
        name: `${domain}${action}Job`,
        everyMinutes: CADENCES[index % CADENCES.length] ?? 1440,
        failureRate: random.chance(0.15) ? 0.12 : 0.005 + random.next() * 0.03,
        steps: STEPS.slice(first, first + stepCount).map((name, position) => {
          const items = random.chance(0.25) ? 0 : Math.round(random.around(20_000, 6));
          return {
            name,
            items,
            chunkSize: random.pick([10, 100, 500, 1000]),
            durationMs: items === 0 ? random.around(400, 4) : items * random.around(0.4, 3),
            partitions: position === partitioned ? 4 + random.below(13) : 0,
          };
        }),
        parametersOf: (at, run, random) => parametersOf(index, domain, at, run, random),
      };
    }),
  );
}

/** A job of so many steps, the one in the middle with so many workers: for pages that show all of them. */
export function largeJob(steps: number, partitions: number): HistoryJob {
  return {
    name: partitions > 0 ? `many${partitions}PartitionsJob` : `many${steps}StepsJob`,
    everyMinutes: 10_080,
    failureRate: 0,
    steps: Array.from({ length: steps }, (_, position) => ({
      name: `${STEPS[position % STEPS.length]}${position + 1}`,
      items: 2_000,
      chunkSize: 100,
      durationMs: 500,
      partitions: position === Math.floor(steps / 2) ? partitions : 0,
    })),
    parametersOf: (at, run, random) => parametersOf(0, DOMAINS[0] ?? "", at, run, random),
  };
}

function parametersOf(index: number, domain: string, at: Date, run: number, random: Random): JobParameters {
  const day = at.toISOString().slice(0, 10);
  const parameters = new Map<string, JobParameter>([
    ["run.id", { type: "LONG", value: BigInt(run), identifying: true }],
    ["requestDate", { type: "DATE", value: new Date(`${day}T00:00:00Z`), identifying: true }],
  ]);
  if (index % 2 === 0) parameters.set("region", { type: "STRING", value: random.pick(REGIONS), identifying: true });
  if (index % 3 === 0) {
    parameters.set("inputFile", { type: "STRING", value: `/inbox/${domain}/${day}.csv`, identifying: false });
  }
  if (index % 7 === 0)
    parameters.set("threshold", { type: "DOUBLE", value: random.below(1000) / 100, identifying: false });
  return parameters;
}
