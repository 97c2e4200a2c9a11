import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { defineJob, type FlowBuilder, type FlowState, type Job, type JobBuilder } from "../src/index.ts";
import { openTestBatch, type TestBatch } from "../src/testing.ts";
import { testDatabases } from "./support/databases.ts";

/** A flow, and what three launches of one instance made of it in Spring Batch 5.2.6; see fixtures/spring-batch/JavaFlows.java. */
interface JavaCase {
  readonly flow: Graph;
  readonly runs: readonly Run[];
}

interface Graph {
  readonly name: string;
  readonly states: readonly State[];
  readonly ways: readonly (readonly [from: string, pattern: string, does: string, target?: string])[];
}

interface State {
  readonly kind: "step" | "decider" | "job" | "split" | "flow" | "flowStep";
  readonly name: string;
  /** A word for each execution, the last for all that follow: ok, fail, an exit code, or !code of a failure. */
  readonly script?: readonly string[];
  readonly allowStartIfComplete?: true;
  readonly startLimit?: number;
  readonly flows?: readonly Graph[];
}

interface Run {
  /** Status and exit code. */
  readonly job?: string;
  readonly refused?: string;
  /** All rows of the instance. */
  readonly rows: readonly string[];
}

/** The names of states are not known to the compiler here. */
type AnyFlow = FlowBuilder<string, string, string>;

const cases: readonly JavaCase[] = JSON.parse(
  readFileSync(new URL("fixtures/spring-batch/flows.json", import.meta.url), "utf8"),
);
const groups = Map.groupBy(cases, kindOf);

describe.each(testDatabases)("a flow on $dialect goes as in Java", ({ openDatabase }) => {
  it.each([...groups])("with %s", async (_, group) => {
    await using batch = await openTestBatch({ database: await openDatabase() });
    for (const given of group) {
      const job = defineJob({ name: `flow${cases.indexOf(given)}`, flow: (builder) => flowOf(given.flow, builder) });
      const runs: Run[] = [];
      for (const _ of given.runs) runs.push(await runOnce(batch, job));
      expect(inOrder(runs, given), JSON.stringify(given.flow)).toEqual(inOrder(given.runs, given));
    }
  });
});

function kindOf({ flow }: JavaCase): string {
  const text = JSON.stringify(flow);
  if (text.includes('"split"')) return "splits";
  if (/"flow"|"flowStep"|"job"/.test(text)) return "flows in it";
  return text.includes('"stop') ? "stops" : "steps and deciders";
}

/** Flows of a split run at the same time, so the order of their rows means nothing. */
function inOrder(runs: readonly Run[], given: JavaCase): readonly Run[] {
  return kindOf(given) === "splits" ? runs.map((run) => ({ ...run, rows: run.rows.toSorted() })) : runs;
}

async function runOnce(batch: TestBatch, job: Job): Promise<Run> {
  const rows = async () =>
    (
      await batch.database.query(
        `select s.STEP_NAME as name, s.STATUS as status, s.EXIT_CODE as code from BATCH_STEP_EXECUTION s
           join BATCH_JOB_EXECUTION e on e.JOB_EXECUTION_ID = s.JOB_EXECUTION_ID
           join BATCH_JOB_INSTANCE i on i.JOB_INSTANCE_ID = e.JOB_INSTANCE_ID
          where i.JOB_NAME = ? order by s.STEP_EXECUTION_ID`,
        [job.name],
      )
    ).map(({ name, status, code }) => `${name} ${status}/${code}`);
  try {
    const { status, exitStatus } = await batch.startAndWait(job, { case: job.name });
    return { job: `${status}/${exitStatus.code}`, rows: await rows() };
  } catch (error) {
    return { refused: (error as Error).name, rows: await rows() };
  }
}

function flowOf({ states, ways }: Graph, builder: JobBuilder<unknown>): AnyFlow {
  const built = new Map(states.map((state) => [state.name, stateOf(state, builder)]));
  const find = (name = "") => built.get(name) as FlowState;
  let flow = builder.start(find(states[0]?.name)) as unknown as AnyFlow;
  if (isSequence(ways, states)) {
    for (const { name } of states.slice(1)) flow = flow.next(find(name) as never) as unknown as AnyFlow;
    return flow;
  }
  for (const [from, pattern, does, target] of ways) {
    const at = flow.from(find(from)) as unknown as AnyFlow;
    flow = addWay(at, pattern, does, target, () => find(target));
  }
  return flow;
}

function isSequence(ways: Graph["ways"], states: readonly State[]): boolean {
  return (
    ways.length === states.length - 1 &&
    ways.every(
      ([from, , does, to], index) => does === "next" && from === states[index]?.name && to === states[index + 1]?.name,
    )
  );
}

function addWay(
  at: AnyFlow,
  pattern: string,
  does: string,
  code: string | undefined,
  target: () => FlowState,
): AnyFlow {
  switch (does) {
    case "next":
      return at.next(target() as never) as unknown as AnyFlow;
    case "end":
      return at.on(pattern).end();
    case "endWith":
      return at.on(pattern).end(code);
    case "fail":
      return at.on(pattern).fail();
    case "stop":
      return at.on(pattern).stop();
    case "stopAndRestart":
      return at.on(pattern).stopAndRestart(target()) as unknown as AnyFlow;
    default:
      return at.on(pattern).to(target()) as unknown as AnyFlow;
  }
}

function stateOf(state: State, builder: JobBuilder<unknown>): FlowState {
  const { kind, name, flows = [] } = state;
  const inner = () => flowOf(flows[0] as Graph, builder);
  switch (kind) {
    case "step":
      return scriptedStep(builder, name, state);
    case "decider": {
      const next = scriptOf(state);
      return builder.decider(name, next);
    }
    case "job":
      return builder.jobStep(name, {
        job: defineJob({ name: `${name}Job`, flow: (child) => child.start(scriptedStep(child, `${name}Step`, state)) }),
      });
    case "flow":
      return builder.flow(name, inner());
    case "flowStep":
      return builder.flowStep(name, inner());
    case "split": {
      const all = flows.map((flow) => builder.flow(flow.name, flowOf(flow, builder)));
      return builder.flow(name, builder.start(builder.split(`${name} split`, all)));
    }
    default:
      return kind satisfies never;
  }
}

function scriptedStep(builder: JobBuilder<unknown>, name: string, state: State) {
  const next = scriptOf(state);
  let word = "";
  return builder.taskletStep(
    name,
    ({ setExitCode }) => {
      word = next();
      if (word === "fail" || word.startsWith("!")) throw new Error(name);
      if (word !== "ok") setExitCode(word as never);
    },
    {
      ...(state.allowStartIfComplete && { allowStartIfComplete: true }),
      ...(state.startLimit && { startLimit: state.startLimit }),
      listeners: [{ afterStep: () => (word.startsWith("!") ? word.slice(1) : null) }],
    },
  );
}

function scriptOf({ script = ["ok"] }: State): () => string {
  let calls = 0;
  return () => script[Math.min(calls++, script.length - 1)] ?? "ok";
}
