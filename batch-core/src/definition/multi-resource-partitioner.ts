import { globSync } from "node:fs";
import { basename, resolve } from "node:path";
import { ItemStreamError } from "../errors.ts";
import type { ContextValue } from "../model/execution-context.ts";
import type { Partitioner, Partitions } from "./partitioned-step.ts";

export interface MultiResourcePartitionerOptions {
  /** Paths, or a pattern as of a shell: `inbox/*.csv`. */
  readonly files: string | readonly string[];
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
 *     partitioner: multiResourcePartitioner({ files: "inbox/*.csv" }),
 *     worker: job.chunkStep("load", { reader: ({ stepContext }) => csvReader(stepContext.getString("fileName") ?? "", order), … })
 *
 * @throws {ItemStreamError} from the step: no files and `strict`
 * @see Spring Batch MultiResourcePartitioner, which gives URLs
 */
export function multiResourcePartitioner(options: MultiResourcePartitionerOptions): Partitioner<unknown> {
  const { files, key = "fileName", strict = false } = options;
  return ({ stepContext }) => {
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

function findFiles(files: string | readonly string[]): readonly string[] {
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
