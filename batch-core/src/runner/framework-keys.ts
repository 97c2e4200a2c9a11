import type { Generation } from "../repository/table-layout.ts";

/** Put into job and step contexts where the generation does (5.x and 6.x). */
export const VERSION_KEY = "batch.version";
export const FRAMEWORK_VERSION = "batch-core 0.1.0";

/** What a step's context says of its kind, in the words of Java: consoles of either side tell steps apart by them. */
export const STEP_TYPE_KEY = "batch.stepType";
export const TASKLET_TYPE_KEY = "batch.taskletType";
export const TASKLET_STEP_TYPE = "org.springframework.batch.core.step.tasklet.TaskletStep";
export const CHUNK_TASKLET_TYPE = "org.springframework.batch.core.step.item.ChunkOrientedTasklet";
export const FLOW_STEP_TYPE = "org.springframework.batch.core.job.flow.FlowStep";
export const JOB_STEP_TYPE = "org.springframework.batch.core.step.job.JobStep";

/** 6.x moved the class. */
export const PARTITION_STEP_TYPE = {
  4: "org.springframework.batch.core.partition.support.PartitionStep",
  5: "org.springframework.batch.core.partition.support.PartitionStep",
  6: "org.springframework.batch.core.partition.PartitionStep",
} as const satisfies Record<Generation, string>;
