/** Whether an entry of an ExecutionContext is one that the framework keeps for itself, and not a reader's or a job's. */
export function isFrameworkKey(key: string): boolean {
  return key.startsWith("batch.") || key.startsWith("SimpleStepExecutionSplitter.");
}
