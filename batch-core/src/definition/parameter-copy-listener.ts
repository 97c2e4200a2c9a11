import { type ContextValue, JavaValue } from "../model/execution-context.ts";
import { javaDouble } from "../model/java-double.ts";
import type { JobParameter } from "../model/job-parameters.ts";
import type { StepListener } from "./listeners.ts";

export interface ParameterCopyListenerOptions {
  /** Names of parameters; default: all. */
  readonly keys?: readonly string[];
}

/**
 * Before the step begins, copies job parameters into its context, where they are kept with it. What the context has already stays: a restart
 * goes on with the values of the first attempt. To read a parameter no copy is needed, see `scope.parameters`.
 *
 *     job.chunkStep("load", { …, listeners: [parameterCopyListener({ keys: ["cutOff"] })] })
 *
 * @see Spring Batch JobParameterExecutionContextCopyListener
 */
export function parameterCopyListener({ keys }: ParameterCopyListenerOptions = {}): StepListener {
  return {
    beforeStep({ context }, { jobParameters }) {
      for (const [name, parameter] of jobParameters) {
        if (keys && !keys.includes(name)) continue;
        if (!context.has(name)) context.put(name, contextValueOf(parameter));
      }
    },
  };
}

/** Of the same Java type. */
function contextValueOf(parameter: JobParameter): ContextValue {
  if (parameter.value === null) return null;
  if (parameter.type === "DOUBLE") return new JavaValue("java.lang.Double", javaDouble(parameter.value));
  return parameter.type === "OTHER" ? new JavaValue(parameter.javaType, parameter.value) : parameter.value;
}
