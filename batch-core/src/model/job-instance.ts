/** JobInstance: a job name and its identifying parameters, one logical run that one or more executions try to finish. */
export interface JobInstance {
  readonly id: bigint;
  readonly jobName: string;
  /** 32 lower-case hex digits, see repository/job-key.ts. */
  readonly jobKey: string;
}
