import type { StepScope } from "../../definition/step-scope.ts";
import type { ProcessFunction } from "../item-processor.ts";
import type { Awaitable } from "../item-stream.ts";

/**
 * One process function from several: each gets what the one before gave; the first that gives nothing filters the item and ends the chain.
 *
 *     processor: compose(parse, validate, enrich)
 */
export function compose<A, B, C, P = unknown>(
  first: ProcessFunction<A, B, P>,
  second: ProcessFunction<B, C, P>,
): ProcessFunction<A, C, P>;
export function compose<A, B, C, D, P = unknown>(
  first: ProcessFunction<A, B, P>,
  second: ProcessFunction<B, C, P>,
  third: ProcessFunction<C, D, P>,
): ProcessFunction<A, D, P>;
export function compose<A, B, C, D, E, P = unknown>(
  first: ProcessFunction<A, B, P>,
  second: ProcessFunction<B, C, P>,
  third: ProcessFunction<C, D, P>,
  fourth: ProcessFunction<D, E, P>,
): ProcessFunction<A, E, P>;
export function compose<P>(...functions: ProcessFunction<unknown, unknown, P>[]): ProcessFunction<unknown, unknown, P> {
  const from = (index: number, item: unknown, scope: StepScope<P>): Awaitable<unknown> => {
    let value = item;
    for (let i = index; i < functions.length; i++) {
      const result = functions[i]?.(value, scope);
      if (result instanceof Promise)
        return result.then((next) => (next === null || next === undefined ? null : from(i + 1, next, scope)));
      if (result === null || result === undefined) return null;
      value = result;
    }
    return value;
  };
  return (item, scope) => from(0, item, scope);
}
