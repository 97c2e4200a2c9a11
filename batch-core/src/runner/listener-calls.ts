import { StepListenerFailedError } from "../errors.ts";
import type { Awaitable } from "../item/item-stream.ts";
import type { StepRun } from "./step-run.ts";

/** Calls one method of every listener that has it, in the order of the list: what `before…` methods and skip listeners need. */
export async function callForward<L extends object, K extends keyof L>(
  listeners: readonly L[],
  method: K,
  ...parameters: L[K] extends ((...given: infer G) => unknown) | undefined ? G : never
): Promise<void> {
  for (const listener of listeners) await call(listener, method, parameters);
}

/** The same in reverse: what `after…` and `on…Error` methods need. */
export async function callReverse<L extends object, K extends keyof L>(
  listeners: readonly L[],
  method: K,
  ...parameters: L[K] extends ((...given: infer G) => unknown) | undefined ? G : never
): Promise<void> {
  for (let index = listeners.length - 1; index >= 0; index--) {
    const listener = listeners[index];
    if (listener) await call(listener, method, parameters);
  }
}

function call<L extends object, K extends keyof L>(
  listener: L,
  method: K,
  parameters: readonly unknown[],
): Awaitable<unknown> {
  const found = listener[method];
  // `found` is taken off the listener, so it is called with the listener as `this`, as a method call would.
  return typeof found === "function" ? found.apply(listener, parameters) : undefined;
}

/**
 * What a listener of items throws is not the item's error, so no policy may take it for one.
 * @see Spring Batch MulticasterBatchListener
 */
export async function tell(method: string, calls: () => Promise<void>): Promise<void> {
  try {
    await calls();
  } catch (error) {
    throw new StepListenerFailedError(method, error);
  }
}

/** The same when they hear of `failure`, which stays the cause. */
export async function tellFailure(method: string, failure: unknown, calls: () => Promise<void>): Promise<void> {
  try {
    await calls();
  } catch (error) {
    throw new StepListenerFailedError(method, failure, error);
  }
}

/** A chunk was rolled back. What listeners throw at hearing of it is only logged: in Java they hear of it when all is over. */
export async function tellRollback(
  { listeners, stepExecution, scope, environment }: StepRun,
  error: unknown,
): Promise<void> {
  try {
    await callReverse(listeners, "afterChunkError", stepExecution, error, scope);
  } catch (failure) {
    environment.log.error(
      { stepExecutionId: String(stepExecution.id), error: String(failure) },
      "afterChunkError failed",
    );
  }
}
