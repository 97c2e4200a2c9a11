import type { Random } from "../support/random.ts";

/** Ways a step dies, with `#` for a number: the exception, the frames nearest to it, and what it was caused by. */
const FAILURES = [
  {
    error:
      "org.springframework.batch.item.file.FlatFileParseException: Parsing error at line: # in resource=[file [/inbox/batch.csv]]",
    cause:
      "org.springframework.batch.item.file.transform.IncorrectTokenCountException: Incorrect number of tokens found in record: expected 12 actual #",
  },
  {
    error:
      "org.springframework.dao.DeadlockLoserDataAccessException: PreparedStatementCallback; Deadlock found when trying to get lock",
    cause:
      "com.mysql.cj.jdbc.exceptions.MySQLTransactionRollbackException: Deadlock found when trying to get lock; try restarting transaction",
  },
  {
    error:
      "org.springframework.dao.DataIntegrityViolationException: PreparedStatementCallback; Data truncation: Out of range value for column 'amount' at row #",
    cause:
      "com.mysql.cj.jdbc.exceptions.MysqlDataTruncation: Data truncation: Out of range value for column 'amount' at row #",
  },
  {
    error:
      'org.springframework.web.client.ResourceAccessException: I/O error on POST request for "http://rates.internal/v2/quotes": Read timed out',
    cause: "java.net.SocketTimeoutException: Read timed out",
  },
  {
    error: "org.springframework.batch.core.step.skip.SkipLimitExceededException: Skip limit of '100' exceeded",
    cause: 'java.lang.NumberFormatException: For input string: "12O#.40"',
  },
  {
    error:
      "ParseError: /inbox/batch.csv, line #: amount: expected an amount such as 1208.40. Record: INV-2026-#,Hansen Marine AS,12O#.40",
    cause: null,
  },
];

const FRAMES = [
  "com.acme.batch.item.InvoiceReader.doRead(InvoiceReader.java:84)",
  "org.springframework.batch.item.support.AbstractItemCountingItemStreamItemReader.read(AbstractItemCountingItemStreamItemReader.java:93)",
  "org.springframework.batch.core.step.item.SimpleChunkProvider.doRead(SimpleChunkProvider.java:99)",
  "org.springframework.batch.core.step.item.SimpleChunkProvider.read(SimpleChunkProvider.java:180)",
  "org.springframework.batch.repeat.support.RepeatTemplate.getNextResult(RepeatTemplate.java:369)",
  "org.springframework.batch.core.step.item.ChunkOrientedTasklet.execute(ChunkOrientedTasklet.java:71)",
  "org.springframework.batch.core.step.tasklet.TaskletStep$ChunkTransactionCallback.doInTransaction(TaskletStep.java:407)",
  "org.springframework.transaction.support.TransactionTemplate.execute(TransactionTemplate.java:140)",
  "org.springframework.batch.core.step.AbstractStep.execute(AbstractStep.java:208)",
  "org.springframework.batch.core.job.SimpleStepHandler.handleStep(SimpleStepHandler.java:152)",
  "java.base/java.lang.Thread.run(Thread.java:840)",
];

const EXIT_MESSAGE_LENGTH_MAX = 2500;

/** An EXIT_MESSAGE as a failed step leaves it, cut where the column ends. */
export function failureMessage(random: Random): string {
  const number = () => String(1 + random.below(9_000));
  const { error, cause } = random.pick(FAILURES);
  const frames = FRAMES.map((frame) => `\tat ${frame}`).join("\n");
  const causedBy = cause ? `\nCaused by: ${cause.replaceAll("#", number)}\n${frames}\n\t... 23 more` : "";
  return `${error.replaceAll("#", number)}\n${frames}${causedBy}`.slice(0, EXIT_MESSAGE_LENGTH_MAX);
}
