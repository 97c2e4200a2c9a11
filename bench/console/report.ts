import { availableParallelism } from "node:os";
import type { Measured } from "./measure.ts";

/** What was measured on one database. */
export interface Series {
  readonly database: "SQLite" | "MariaDB";
  readonly executions: number;
  readonly measured: readonly Measured[];
  readonly scriptsKB: number;
}

export interface Verdict {
  readonly budget: string;
  readonly measured: string;
  readonly met: boolean;
}

const SCRIPTS_KB_MAX = 180;
const STATEMENTS_MAX = 5;
const GROWTH_MAX = 1.5;
/** Below this, growth is noise of the machine. */
const GROWTH_FLOOR_MS = 5;

const name = ({ database, executions }: Series) => `${database}, ${count(executions)} executions`;

/** Every budget against what was measured. Growth is from the smallest history to each larger one of the same database. */
export function judge(all: readonly Series[]): Verdict[] {
  return all.flatMap((series) => [
    ...series.measured.flatMap((measured): Verdict[] => {
      const { page, p95, statements } = measured;
      const smaller = all.find(
        ({ database, executions }) => database === series.database && executions < series.executions,
      );
      const base = page.isList ? smaller?.measured.find((other) => other.page.name === page.name) : undefined;
      return [
        ...(page.budget
          ? [verdict(`${page.name}: p95 (${page.budget.source})`, p95, page.budget.ms, "ms", series)]
          : []),
        ...(page.isList
          ? [verdict(`${page.name}: statements (DESIGN §6)`, statements, STATEMENTS_MAX, "", series)]
          : []),
        ...(base && smaller
          ? [
              verdict(
                `${page.name}: median against ${count(smaller.executions)} (DESIGN §6)`,
                Math.max(measured.p50, GROWTH_FLOOR_MS) / Math.max(base.p50, GROWTH_FLOOR_MS),
                GROWTH_MAX,
                "×",
                series,
              ),
            ]
          : []),
      ];
    }),
    verdict("JavaScript of the list, gzip (DESIGN §6)", series.scriptsKB, SCRIPTS_KB_MAX, "kB", series),
  ]);
}

function verdict(what: string, value: number, most: number, unit: string, series: Series): Verdict {
  const digits = unit === "×" || unit === "" ? 1 : 0;
  return {
    budget: `${what}; ${name(series)}`,
    measured: `${value.toFixed(digits)} ${unit}, at most ${most}`.replace(" ,", ","),
    met: value <= most,
  };
}

export function tableOf(series: Series): Record<string, string>[] {
  return series.measured.map(({ page, p50, p95, max, cpuMs, statements, kB, gzipKB }) => ({
    page: page.name,
    "p50 ms": p50.toFixed(1),
    "p95 ms": p95.toFixed(1),
    "max ms": max.toFixed(1),
    "CPU ms": cpuMs === null ? "" : cpuMs.toFixed(0),
    statements: statements.toFixed(1),
    kB: kB.toFixed(0),
    "gzip kB": gzipKB.toFixed(1),
  }));
}

/** The machine is described by its cores alone; how busy it was beside the measurement is part of the result. */
export function resultsPage(all: readonly Series[], load: readonly number[], requests: number): string {
  const verdicts = judge(all);
  const missed = verdicts.filter(({ met }) => !met);
  return `# Results

Written by \`npm run bench -- console --save\` on ${new Date().toISOString().slice(0, 10)}: ${availableParallelism()} cores, client, server and database on the same machine, the server
as \`npm start\` runs it, ${requests} requests of each kind one after the other after some that only warm up. Load of the machine when it began and
ended: ${load.map((value) => value.toFixed(1)).join(" and ")}${load.some((value) => value > 2.5) ? "; **it was busy with other work**, so times are longer than they should be" : ""}.

Times are until the last byte of the page; CPU is that of the server's process alone, and on a busy machine tells more. Statements are the average of a request, the readings among them that pages share and make anew every
few seconds. A page is asked for with another cursor or value each time where it has one.

## Budgets

${verdicts.length - missed.length} of ${verdicts.length} met.${missed.length > 0 ? ` Missed:\n\n${markdownTable(missed.map(({ budget, measured }) => ({ budget, measured })))}` : "\n"}
${all
  .map(
    (series) =>
      `## ${name(series)}\n\nJavaScript of the list: ${series.scriptsKB.toFixed(0)} kB of gzip.\n\n${markdownTable(tableOf(series))}`,
  )
  .join("\n")}`;
}

function markdownTable(rows: readonly Readonly<Record<string, string>>[]): string {
  const [first] = rows;
  if (!first) return "";
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |\n`;
  const columns = Object.keys(first);
  return line(columns) + line(columns.map(() => "---")) + rows.map((row) => line(Object.values(row))).join("");
}

/** `10 000` */
function count(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, " ");
}
