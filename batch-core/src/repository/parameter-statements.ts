import type { JobParameters } from "../model/job-parameters.ts";
import type { Statement } from "./database.ts";
import {
  PARAMETER_COLUMNS_4,
  PARAMETER_COLUMNS_5,
  parameterToColumns4,
  parameterToColumns5,
} from "./parameter-rows.ts";
import type { TableLayout } from "./table-layout.ts";

/** One INSERT per parameter, as Spring Batch has it. */
export function insertParameters(jobExecutionId: bigint, parameters: JobParameters, layout: TableLayout): Statement[] {
  return [...parameters].map(([name, parameter]) => {
    const columns =
      layout.generation === 4 ? parameterToColumns4(name, parameter, layout) : parameterToColumns5(name, parameter);
    const names = ["JOB_EXECUTION_ID", ...Object.keys(columns)];
    return {
      sql: `insert into ${layout.prefix}JOB_EXECUTION_PARAMS (${names.join(", ")}) values (${names.map(() => "?").join(", ")})`,
      parameters: [jobExecutionId, ...Object.values(columns)],
    };
  });
}

/** The rows that {@link rowsToParameters} understands. */
export function parametersQuery(jobExecutionId: bigint, layout: TableLayout): Statement {
  return {
    sql: `select ${layout.generation === 4 ? PARAMETER_COLUMNS_4 : PARAMETER_COLUMNS_5}
            from ${layout.prefix}JOB_EXECUTION_PARAMS p where p.JOB_EXECUTION_ID = ?`,
    parameters: [jobExecutionId],
  };
}
