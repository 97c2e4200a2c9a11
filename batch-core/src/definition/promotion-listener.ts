import { JobDefinitionError } from "../errors.ts";
import type { StepListener } from "./listeners.ts";
import { matchesPattern } from "./transition-order.ts";

export interface PromotionListenerOptions {
  /** Keys of the step's context. */
  readonly keys: readonly string[];
  /** Exit codes of the step with which it promotes, `*` and `?` as in a flow; default COMPLETED. */
  readonly statuses?: readonly string[];
  /** Complains in the log about a key that the step's context does not have; default false. */
  readonly strict?: boolean;
}

/**
 * When the step has ended, copies values of its context into the job's, where later steps find them.
 *
 *     job.chunkStep("sum", { …, listeners: [promotionListener({ keys: ["total"] })] })
 *
 * @see Spring Batch ExecutionContextPromotionListener
 */
export function promotionListener({
  keys,
  statuses = ["COMPLETED"],
  strict = false,
}: PromotionListenerOptions): StepListener {
  return {
    afterStep({ exitStatus, stepName, context }, { jobContext }) {
      if (!statuses.some((pattern) => matchesPattern(pattern, exitStatus.code))) return;
      for (const key of keys) {
        const value = context.get(key);
        if (value !== undefined) jobContext.put(key, value);
        else if (strict) throw new JobDefinitionError(`The context of step "${stepName}" has no "${key}" to promote.`);
      }
    },
  };
}
