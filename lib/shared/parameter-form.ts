import type { FieldView } from "./views";

/** Form fields of parameters are named `param.` + their name, so that they cannot be taken for fields of the form itself. */
const PARAMETER_PREFIX = "param.";

/** Added by a form for every checkbox it shows: an unticked one sends nothing. */
const CHECKBOX_PREFIX = "checkbox.";

export function fieldNameOf(parameterName: string): string {
  return PARAMETER_PREFIX + parameterName;
}

export function checkboxMarkerOf(parameterName: string): string {
  return CHECKBOX_PREFIX + parameterName;
}

/** Parameter values of a submitted form, by parameter name, as text; boolean fields are `true` or `false`. */
export function parameterValuesOf(form: Iterable<[string, FormDataEntryValue]>): Record<string, string> {
  const entries = [...form];
  const values: Record<string, string> = {};
  for (const [name] of entries) {
    if (name.startsWith(CHECKBOX_PREFIX)) values[name.slice(CHECKBOX_PREFIX.length)] = "false";
  }
  for (const [name, value] of entries) {
    if (name.startsWith(PARAMETER_PREFIX) && typeof value === "string") {
      values[name.slice(PARAMETER_PREFIX.length)] = value === "on" && name.slice(6) in values ? "true" : value;
    }
  }
  return values;
}

/** Values in the query string of a link to a launch form: `?param.region=KR`. Names of secrets are left out: a URL is no place for them. */
export function parameterValuesOfLink(query: URLSearchParams, fields: readonly FieldView[]): Record<string, string> {
  const secret = new Set(fields.filter(({ kind }) => kind === "secret").map(({ name }) => name));
  const values: Record<string, string> = {};
  for (const [key, value] of query) {
    if (!key.startsWith(PARAMETER_PREFIX)) continue;
    const name = key.slice(PARAMETER_PREFIX.length);
    if (name !== "" && !secret.has(name)) values[name] = value;
  }
  return values;
}
