/** What a step's context says of its kind, in the words of Java: consoles of either side tell steps apart by them. */
export const STEP_TYPE_KEY = "batch.stepType";
export const TASKLET_TYPE_KEY = "batch.taskletType";
export const TASKLET_STEP_TYPE = "org.springframework.batch.core.step.tasklet.TaskletStep";
export const CHUNK_TASKLET_TYPE = "org.springframework.batch.core.step.item.ChunkOrientedTasklet";
