import { existsSync } from "node:fs";
import { z } from "zod";

/** A parameter that names a file to read, relative to the project's folder. */
export function inputFile(defaultFile: string) {
  return z
    .string()
    .min(1)
    .default(defaultFile)
    .meta({ title: "Input file", description: "Relative to the project's folder" });
}

/** Refuses a launch whose file is not there, before any row is written. */
export function inputFileMustExist(parameters: { inputFile: string }): Record<string, string> {
  return existsSync(parameters.inputFile) ? {} : { inputFile: `there is no file ${parameters.inputFile}` };
}
