import "server-only";
import type { ParameterView } from "@/lib/shared/views";
import { maskValue } from "../masking";
import type { StoredParameter } from "./rows/parameters";

/** @param previous  parameters of the execution of the job before it; null when there is none */
export function parameterViews(
  parameters: readonly StoredParameter[],
  previous: readonly StoredParameter[] | null,
  alsoSecret: ReadonlySet<string>,
): ParameterView[] {
  return parameters.map((parameter) => {
    const last = previous?.find(({ name }) => name === parameter.name) ?? null;
    const value = maskValue(parameter, alsoSecret);
    return {
      name: parameter.name,
      type: parameter.type,
      storedType: parameter.storedType,
      value,
      identifying: parameter.identifying,
      masked: value !== parameter.value,
      lost: parameter.lost,
      changedFromLast: previous === null ? null : last?.value !== parameter.value,
      lastValue: last && maskValue(last, alsoSecret),
    };
  });
}
