/**
 * JobParameters: the typed values one launch was given. The identifying ones name the JobInstance.
 *
 * STRING, LONG, DOUBLE and DATE exist in every generation of the tables. `OTHER` is a value of any further Java class as the
 * tables of 5.x and 6.x hold it: the class name and the stored text, never resolved.
 */
export type JobParameter =
  | { readonly type: "STRING"; readonly value: string | null; readonly identifying: boolean }
  | { readonly type: "LONG"; readonly value: bigint | null; readonly identifying: boolean }
  | { readonly type: "DOUBLE"; readonly value: number | null; readonly identifying: boolean }
  | { readonly type: "DATE"; readonly value: Date | null; readonly identifying: boolean }
  | { readonly type: "OTHER"; readonly javaType: string; readonly value: string | null; readonly identifying: boolean };

export type ParameterType = JobParameter["type"];

/** Names to parameters; a name occurs once. */
export type JobParameters = ReadonlyMap<string, JobParameter>;

export const NO_PARAMETERS: JobParameters = new Map();

/** Those that name the instance, in the order of the key: by UTF-16 code units of the name. */
export function identifyingParameters(parameters: JobParameters): [name: string, parameter: JobParameter][] {
  return [...parameters]
    .filter(([, parameter]) => parameter.identifying)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}
