import { csvReader, defineJob, sqlWriter } from "batch-core";
import { z } from "zod";
import { inputFile, inputFileMustExist } from "../input-file.ts";
import { invoiceLine, toCents } from "./invoice.ts";

/**
 * An amount is never guessed: a malformed record fails the job. Mend the line that the message names and restart; what was
 * committed is not imported again. The sample file has such a record in line 147.
 */
export const invoiceImportJob = defineJob({
  name: "invoiceImportJob",
  description: "Imports invoices from a CSV file; fails at the first malformed record",
  parameters: z.object({ inputFile: inputFile("jobs/data/invoices.csv") }),
  validate: inputFileMustExist,
  flow: (job) =>
    job.start(
      job.chunkStep("importStep", {
        chunkSize: 20,
        reader: ({ parameters }) => csvReader(parameters.inputFile, invoiceLine),
        processor: (line, { jobInstanceId }) => ({
          ...line,
          import_id: jobInstanceId,
          amount_cents: toCents(line.amount),
        }),
        writer: () =>
          sqlWriter({
            table: "example_invoice",
            columns: ["import_id", "invoice_number", "customer", "issued_on", "due_on", "amount_cents"],
          }),
      }),
    ),
});
