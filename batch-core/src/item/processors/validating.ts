import { ValidationError } from "../../errors.ts";
import { parseRow, type RowSchema } from "../readers/row-mapping.ts";

export interface ValidatingProcessorOptions {
  /** Filters items that are not valid instead of throwing. Default false. */
  readonly filter?: boolean;
}

/**
 * Lets items pass that a zod schema accepts, as the schema makes them.
 *
 *     processor: validatingProcessor(z.object({ amount: z.number().positive() }))
 *
 * @throws {ValidationError} from the processor, naming every field that is wrong, unless `filter`
 * @see Spring Batch ValidatingItemProcessor
 */
export function validatingProcessor<O>(
  schema: RowSchema<O>,
  { filter = false }: ValidatingProcessorOptions = {},
): (item: unknown) => O | null {
  return (item) => {
    try {
      return parseRow(schema, item);
    } catch (error) {
      if (filter) return null;
      throw new ValidationError(`An item is not valid: ${error instanceof Error ? error.message : error}.`, {
        cause: error,
      });
    }
  };
}
