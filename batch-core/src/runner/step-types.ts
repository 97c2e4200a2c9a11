/** What a step's context says of its kind, in the words of Java: consoles of either side tell steps apart by them. */
export const STEP_TYPE_KEY = "batch.stepType";
export const TASKLET_TYPE_KEY = "batch.taskletType";
export const TASKLET_STEP_TYPE = "org.springframework.batch.core.step.tasklet.TaskletStep";
export const CHUNK_TASKLET_TYPE = "org.springframework.batch.core.step.item.ChunkOrientedTasklet";
export const FLOW_STEP_TYPE = "org.springframework.batch.core.job.flow.FlowStep";
export const JOB_STEP_TYPE = "org.springframework.batch.core.step.job.JobStep";
export const PARTITION_STEP_TYPE = "org.springframework.batch.core.partition.support.PartitionStep";
