import { globSync } from "node:fs";
import { basename, resolve } from "node:path";
import { ItemStreamError } from "../errors.ts";
import type { ContextValue } from "../model/execution-context.ts";
import type { Partitioner, PartitionerScope, Partitions } from "./partitioned-step.ts";

type Files = string | readonly string[];

export interface MultiResourcePartitionerOptions<P = unknown> {
  /** Paths, or a pattern as of a shell: `inbox/*.csv`. Or what names them by the parameters of the job. */
  readonly files: Files | ((scope: PartitionerScope<P>) => Files);
  /** Key under which a worker finds the path of its file, absolute; default `fileName`. */
  readonly key?: string;
  /** No file at all fails the step. Default false: it completes without workers. */
  readonly strict?: boolean;
}

/** Where the manager's context keeps the files of the first attempt. */
const FILES_KEY = "multiResourcePartitioner.files";

/**
 * One partition per file, in the order of the file names: `partition0`, `partition1`, … The grid size is of no matter. A restart takes the
 * files of the first attempt, whatever came or went since.
 *
 *     partitioner: multiResourcePartitioner({ files: ({ parameters }) => `${parameters.inbox}/*.csv` }),
 *     worker: job.chunkStep("load", { reader: ({ stepContext }) => csvReader(stepContext.getString("fileName") ?? "", order), … })
 *
 * @throws {ItemStreamError} from the step: no files and `strict`
 * @see Spring Batch MultiResourcePartitioner, which gives URLs
 */
export function multiResourcePartitioner<P>(options: MultiResourcePartitionerOptions<P>): Partitioner<P> {
  const { key = "fileName", strict = false } = options;
  return (scope) => {
    const { stepContext } = scope;
    const files = typeof options.files === "function" ? options.files(scope) : options.files;
    const paths = storedFiles(stepContext.get(FILES_KEY)) ?? findFiles(files);
    if (paths.length === 0 && strict) {
      throw new ItemStreamError(`There are no files for ${JSON.stringify(files)}. Check the pattern and the folder.`);
    }
    stepContext.put(FILES_KEY, paths);
    const partitions: Partitions = Object.fromEntries(
      paths.map((path, index) => [`partition${index}`, { [key]: path }]),
    );
    return partitions;
  };
}

function findFiles(files: Files): readonly string[] {
  const found = typeof files === "string" ? globSync(files) : files;
  return found
    .map((file) => resolve(file))
    .toSorted((a, b) => compareText(basename(a), basename(b)) || compareText(a, b));
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function storedFiles(stored: ContextValue | undefined): readonly string[] | null {
  if (!Array.isArray(stored)) return null;
  return stored.every((file) => typeof file === "string") ? stored : null;
}
