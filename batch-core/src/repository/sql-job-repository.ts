import type { Clock } from "../clock.ts";
import type { StepExecution } from "../model/step-execution.ts";
import type { Database } from "./database.ts";
import { createExecutionCreator } from "./execution-creator.ts";
import { createExecutionReader } from "./execution-reader.ts";
import { createExecutionSaver } from "./execution-saver.ts";
import { createExternalControl } from "./external-control.ts";
import type { JobRepository } from "./job-repository.ts";
import { toSqlTime } from "./rows.ts";
import { createStepRows } from "./step-rows.ts";
import type { TableLayout } from "./table-layout.ts";

/** The repository over the tables of one database. */
export function sqlJobRepository(database: Database, layout: TableLayout, clock: Clock): JobRepository {
  const stepRows = createStepRows(database, layout, clock);
  const reader = createExecutionReader(database, layout, stepRows);
  return {
    ...reader,
    ...createExecutionCreator(database, layout, clock, reader),
    ...createExecutionSaver(database, layout, clock),
    ...createExternalControl(database, layout, () => toSqlTime(clock.now(), layout)),
    ...stepRows,

    async createStepExecution(execution, stepName, context) {
      const [step] = await stepRows.createStepExecutions(execution, [{ stepName, context }]);
      // One was asked for.
      return step as StepExecution;
    },
  };
}
