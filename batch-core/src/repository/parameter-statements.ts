import type { JobParameters } from "../model/job-parameters.ts";
import type { Queryable, Statement } from "./database.ts";
import {
  PARAMETER_COLUMNS_4,
  PARAMETER_COLUMNS_5,
  parameterToColumns4,
  parameterToColumns5,
  rowsToParameters,
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

export async function readParameters(
  queryable: Queryable,
  jobExecutionId: bigint,
  layout: TableLayout,
): Promise<JobParameters> {
  const rows = await queryable.query(
    `select ${layout.generation === 4 ? PARAMETER_COLUMNS_4 : PARAMETER_COLUMNS_5}
       from ${layout.prefix}JOB_EXECUTION_PARAMS p where p.JOB_EXECUTION_ID = ?`,
    [jobExecutionId],
  );
  return rowsToParameters(rows, layout);
}
