import { JobDefinitionError } from "../errors.ts";
import type { EndNode, Flow, FlowEndCode, FlowGraph, FlowState, FlowTransition, StateNode, Step } from "./flow.ts";
import { comparePatterns, matchesPattern } from "./transition-order.ts";

/** The results a state can give, as far as its type tells. */
export type ExitCodeOf<S extends FlowState> = NonNullable<S["exitCodes"]>;

/** The exit codes that ends inside a state give to the job. */
export type EndOf<S> = S extends { readonly ends?: infer End } ? Extract<End, string> : never;

/** Text with `*` or `?`. */
export type Wildcard = `${string}*${string}` | `${string}?${string}`;

/** What `flow` of a job, and `job.flow`, take: a flow as far as it is written. */
export interface FlowDraft<End extends string = string> {
  /** Steps only, each joined by `next`: a sequence. Anything else: a graph. */
  build(name: string): Flow;
  buildGraph(name: string): FlowGraph;
  /** Type only. */
  readonly ends?: End;
}

interface Draft {
  readonly states: readonly FlowState[];
  readonly ends: readonly EndNode[];
  readonly transitions: readonly FlowTransition[];
  readonly isSequence: boolean;
  /** Where Spring's builder would stand: `to` and `next` move on to their target there. */
  readonly last: string;
  /** Whether `from` was called while that was the first state: then it counts as one that others lead to. */
  readonly leftStart: boolean;
}

const COMPLETED = endNode("COMPLETED", "COMPLETED");
const FAILED = endNode("FAILED", "FAILED");
const STOPPED = endNode("STOPPED", "STOPPED");

/**
 * Writes a flow, standing at one state of it: `job.start(a).on("COMPLETED_WITH_SKIPS").to(b).on("*").fail().from(b).next(c)`. Immutable; each
 * call returns the flow with one thing more.
 *
 * What is not written is decided as in Spring Batch. A state without transitions completes the flow on COMPLETED and fails it on anything
 * else. A state that others lead to fails the flow on a result that is matched nowhere if it has no way for FAILED, and completes it if it has
 * no way for COMPLETED. The first state, once it has transitions, has these alone; unless `from` follows an end of it: then it is as any other.
 *
 * @typeParam Code  results that the state can give
 * @typeParam Name  names of the states so far
 * @typeParam End  exit codes that the flow can end with
 * @see Spring Batch FlowBuilder; there `to` moves on to its target, here it stays
 */
export class FlowBuilder<Code extends string = string, Name extends string = string, End extends string = string>
  implements FlowDraft<End>
{
  declare readonly ends?: End;
  readonly #draft: Draft;
  readonly #at: string;

  constructor(draft: Draft, at: string) {
    this.#draft = draft;
    this.#at = at;
  }

  /** On COMPLETED goes to `target` and stands there; anything else fails the flow. */
  next<T extends FlowState>(
    target: "COMPLETED" extends Code ? T : never,
  ): FlowBuilder<ExitCodeOf<T>, Name | T["name"], End | EndOf<T>> {
    const known = withState(this.#draft, target);
    const going = withTransition(known, this.#at, "COMPLETED", target.name);
    const draft = withTransition(withEnd(going, FAILED), this.#at, "*", FAILED.id, true);
    const isSequence = this.#draft.isSequence && isStep(target);
    return new FlowBuilder({ ...draft, isSequence, last: target.name }, target.name);
  }

  /**
   * A transition for the results that match `pattern`.
   * @param pattern  a result of this state, or a text with `*` (any text) or `?` (any one character)
   */
  on(pattern: Code | Wildcard): TransitionBuilder<Code, Name, End> {
    return new TransitionBuilder({ ...this.#draft, isSequence: false }, this.#at, pattern);
  }

  /** Stands at a state that is already part of the flow. */
  from<T extends FlowState & { readonly name: Name }>(state: T): FlowBuilder<ExitCodeOf<T>, Name, End> {
    if (!this.#draft.states.includes(state)) {
      throw new JobDefinitionError(
        `from("${state.name}"): nothing leads to "${state.name}" yet. Name it in to or next.`,
      );
    }
    const leftStart = this.#draft.leftStart || this.#draft.last === this.#draft.states[0]?.name;
    return new FlowBuilder({ ...this.#draft, isSequence: false, last: state.name, leftStart }, state.name);
  }

  build(name: string): Flow {
    if (!this.#draft.isSequence) return this.buildGraph(name);
    return { kind: "sequence", steps: this.#draft.states.filter(isStep) };
  }

  buildGraph(name: string): FlowGraph {
    const draft = withImplicitTransitions(this.#draft);
    const [first] = draft.states;
    const nodes = [...draft.states.map(toNode), ...draft.ends];
    return {
      kind: "graph",
      name,
      start: first?.name ?? "",
      nodes,
      transitions: nodes.flatMap((node) =>
        inOrder(draft.transitions.filter((transition) => transition.from === node.id)),
      ),
    };
  }
}

/** Says where a transition leads. Every method returns to the state that it starts from. */
export class TransitionBuilder<Code extends string, Name extends string, End extends string> {
  readonly #draft: Draft;
  readonly #from: string;
  readonly #pattern: string;

  constructor(draft: Draft, from: string, pattern: string) {
    this.#draft = draft;
    this.#from = from;
    this.#pattern = pattern;
  }

  to<T extends FlowState>(target: T): FlowBuilder<Code, Name | T["name"], End | EndOf<T>> {
    return this.#goTo({ ...withState(this.#draft, target), last: target.name }, target.name);
  }

  /**
   * Ends the flow as COMPLETED.
   * @param exitCode  what the job's exit code gains from it; default COMPLETED
   */
  end<const Own extends string = "COMPLETED">(exitCode?: Own): FlowBuilder<Code, Name, End | Own> {
    const end = exitCode === undefined ? COMPLETED : endNode("COMPLETED", exitCode);
    return this.#goTo(withEnd(this.#draft, end), end.id);
  }

  /** Ends the flow as FAILED. */
  fail(): FlowBuilder<Code, Name, End | "FAILED"> {
    return this.#goTo(withEnd(this.#draft, FAILED), FAILED.id);
  }

  /** Ends the flow as STOPPED. A restart that gets here again without having run a step completes. */
  stop(): FlowBuilder<Code, Name, End | "STOPPED"> {
    return this.#goTo(withEnd(this.#draft, STOPPED), STOPPED.id);
  }

  /** Ends the flow as STOPPED. A restart goes on with `target`; the step before the stop is not run again, even if it failed. */
  stopAndRestart<T extends FlowState>(target: T): FlowBuilder<Code, Name | T["name"], End | "STOPPED" | EndOf<T>> {
    const stop: EndNode = { ...STOPPED, id: `${STOPPED.id}:${target.name}`, continues: true };
    const known = withEnd(withState(this.#draft, target), stop);
    const isNew = !this.#draft.ends.some((end) => end.id === stop.id);
    return this.#goTo(isNew ? withTransition(known, stop.id, "*", target.name) : known, stop.id);
  }

  #goTo<N extends string, E extends string>(draft: Draft, to: string): FlowBuilder<Code, N, E> {
    return new FlowBuilder(withTransition(draft, this.#from, this.#pattern, to), this.#from);
  }
}

/** A flow that begins with `state`. */
export function startFlow<T extends FlowState>(
  state: T,
): FlowBuilder<ExitCodeOf<T>, T["name"], FlowEndCode | EndOf<T>> {
  const { name } = state;
  const draft = { states: [state], ends: [], transitions: [], isSequence: isStep(state), last: name, leftStart: false };
  return new FlowBuilder(draft, name);
}

/** `end("FAILED")` is not `fail()`: it completes with that exit code. */
function endNode(status: EndNode["status"], exitCode: string): EndNode {
  const isOther = status !== exitCode && (exitCode === "FAILED" || exitCode === "STOPPED");
  const id = isOther ? `end:${status}:${exitCode}` : `end:${exitCode}`;
  return { kind: "end", id, status, exitCode, continues: false };
}

function withState(draft: Draft, state: FlowState): Draft {
  const known = draft.states.find(({ name }) => name === state.name);
  if (known === state && !draft.isSequence) return draft;
  if (known) {
    throw new JobDefinitionError(
      `Two states of one flow are named "${state.name}". Names must be unique, and a step can follow in a sequence only once.`,
    );
  }
  return { ...draft, states: [...draft.states, state] };
}

function withEnd(draft: Draft, end: EndNode): Draft {
  return draft.ends.some(({ id }) => id === end.id) ? draft : { ...draft, ends: [...draft.ends, end] };
}

/** Of two transitions of one state with the same pattern the first counts. */
function withTransition(draft: Draft, from: string, pattern: string, to: string, implicit = false): Draft {
  if (draft.transitions.some((known) => known.from === from && known.pattern === pattern)) return draft;
  return { ...draft, transitions: [...draft.transitions, { from, to, pattern, implicit }] };
}

/** @see Spring Batch FlowBuilder#addDanglingEndStates */
function withImplicitTransitions(draft: Draft): Draft {
  let result = draft;
  const add = (from: string, pattern: string, end: EndNode) => {
    result = withTransition(withEnd(result, end), from, pattern, end.id, true);
  };
  for (const [index, { name }] of draft.states.entries()) {
    const own = draft.transitions.filter(({ from }) => from === name);
    const matches = (text: string) =>
      result.transitions.some(({ from, pattern }) => from === name && matchesPattern(pattern, text));
    if (own.length === 0) {
      add(name, "COMPLETED", COMPLETED);
      add(name, "*", FAILED);
    } else if (draft.transitions.some(({ to }) => to === name) || (index === 0 && draft.leftStart)) {
      if (!matches("FAILED")) add(name, "*", FAILED);
      if (!matches("COMPLETED")) add(name, "*", COMPLETED);
    }
  }
  return result;
}

function inOrder(transitions: readonly FlowTransition[]): readonly FlowTransition[] {
  return transitions.toSorted((a, b) => comparePatterns(a.pattern, b.pattern));
}

function isStep(state: FlowState): state is Step {
  return state.kind !== "decision" && state.kind !== "split" && state.kind !== "flow";
}

function toNode(state: FlowState): StateNode {
  switch (state.kind) {
    case "decision":
      return { kind: "decision", id: state.name, decider: state };
    case "split":
      return { kind: "split", id: state.name, flows: state.flows.map(({ flow }) => flow) };
    case "flow":
      return { kind: "flow", id: state.name, flow: state.flow };
    default:
      return { kind: "step", id: state.name, step: state };
  }
}
