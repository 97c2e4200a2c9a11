import "server-only";
import { z } from "zod";

/** Schemas with a name: the components of the OpenAPI document. One schema validates, documents and types. */
export const components = z.registry<{ id: string }>();

/** Of requests: the document shows what goes in, not what the schema makes of it. */
export const requestComponents = z.registry<{ id: string }>();

/** What each component is, by its name. */
export const componentDescriptions = new Map<string, string>();

/** A component of the document under `id`. */
export function component<T extends z.ZodType>(id: string, description: string, schema: T): T {
  components.add(schema, { id });
  componentDescriptions.set(id, description);
  return schema;
}

export function requestComponent<T extends z.ZodType>(id: string, description: string, schema: T): T {
  requestComponents.add(schema, { id });
  componentDescriptions.set(id, description);
  return schema;
}
