/**
 * How a context is written: by the JSON serialiser of Spring Batch 4.2.3 to 4.3 (its bytes shown as ISO-8859-1), by the optional one of 5.x,
 * by the optional one of 6.x, as Java serialisation in Base64, which is the default of 5.x and 6.x, or as the bytes of that shown as
 * ISO-8859-1, an option of 4.x.
 */
export const CONTEXT_FORMATS = ["jackson-4", "jackson-5", "jackson-6", "java", "java-raw"] as const;
export type ContextFormat = (typeof CONTEXT_FORMATS)[number];

/** How a stored context was recognised. `text` is none of them. */
export type StoredFormat = ContextFormat | "empty" | "text";
