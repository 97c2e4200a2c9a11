import "server-only";
import { z } from "zod";
import { API_ROOT } from "@/lib/shared/api-routes";
import type { Endpoint } from "./endpoint";
import { filterQuery, PARAMETER_VALUE_MAX } from "./filter-query";
import { statusOf } from "./problems";
import { componentDescriptions, components, requestComponents } from "./schemas/component";

type Json = Record<string, unknown>;

const REFERENCE = "#/components/schemas/";
const EVERYWHERE = ["INVALID_REQUEST", "UNAUTHORIZED", "OTHER_SITE", "UNEXPECTED", "DATABASE_UNAVAILABLE"];
const WITH_BODY = ["BODY_TOO_LARGE", "UNSUPPORTED_MEDIA_TYPE"];

const ABOUT = `What the console does, for programs. Ids are strings, for they may have 19 digits; times are ISO 8601 in UTC. A refusal is a problem \
(RFC 9457) with a stable \`code\`. Fields may be added to answers; a field of a request that is not known is refused. Where BATCHDECK_API_TOKENS \
is set, programs show one of its tokens.`;

/** The API as an OpenAPI 3.1 document, made of the schemas that validate. */
export function openApiDocument(endpoints: readonly Endpoint[]): Json & { openapi: "3.1.0"; paths: Json } {
  const paths: Record<string, Json> = {};
  for (const endpoint of endpoints) {
    paths[endpoint.path] = { ...paths[endpoint.path], [endpoint.method.toLowerCase()]: operation(endpoint) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Batchdeck",
      version: "1",
      description: ABOUT,
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: API_ROOT }],
    tags: [...new Set(endpoints.map(({ tag }) => tag))].map((name) => ({ name })),
    security: [{ token: [] }, {}],
    paths,
    components: {
      securitySchemes: { token: { type: "http", scheme: "bearer" } },
      // An answer may gain fields; a request may not hold any that are not known.
      schemas: {
        ...schemasOf(components, "output", open),
        ...schemasOf(requestComponents, "input", (schema) => schema),
      },
    },
  };
}

function operation(endpoint: Endpoint): Json {
  const { method, operationId, tag, summary, description, body, status, mediaType, reply } = endpoint;
  const codes = [...endpoint.refusals, ...EVERYWHERE, ...(body ? WITH_BODY : [])];
  const content = { [mediaType]: { schema: reply ? reference(components, reply) : { type: "string" } } };
  return {
    operationId,
    tags: [tag],
    summary,
    ...(description && { description }),
    parameters: parametersOf(endpoint),
    ...(method === "POST" &&
      body && {
        requestBody: {
          required: true,
          content: { "application/json": { schema: reference(requestComponents, body) } },
        },
      }),
    responses: { [status]: { description: summary, content }, ...problems(codes) },
  };
}

function parametersOf({ parameters, query, takesFilter }: Endpoint): Json[] {
  const inQuery = { ...(takesFilter ? filterQuery.shape : {}), ...query?.shape };
  const named = (shape: Readonly<Record<string, z.core.$ZodType>>, place: "path" | "query") =>
    Object.entries(shape).map(([name, schema]) => {
      const { description, ...json } = jsonSchema(schema);
      const required = place === "path" || !z.safeParse(schema, undefined).success;
      return { name, in: place, required, ...(description ? { description } : {}), schema: json };
    });
  return [
    ...named(parameters?.shape ?? {}, "path"),
    ...named(inQuery, "query"),
    ...(takesFilter ? [PARAMETER_FILTER] : []),
  ];
}

/** OpenAPI cannot say "any name that begins so". */
const PARAMETER_FILTER = {
  name: "param.*",
  in: "query",
  required: false,
  description:
    "`param.region=KR`: a job parameter by its name, with a value that may end in `*`, or any value when it is empty. May be given for several names: all must match. Secrets cannot be found by value.",
  schema: { type: "string", maxLength: PARAMETER_VALUE_MAX },
};

function problems(codes: readonly string[]): Json {
  const byStatus = Map.groupBy(codes, statusOf);
  return Object.fromEntries(
    [...byStatus]
      .sort(([a], [b]) => a - b)
      .map(([status, ofStatus]) => [
        status,
        {
          description: ofStatus.map((code) => `\`${code}\``).join(", "),
          content: { "application/problem+json": { schema: { $ref: `${REFERENCE}Problem` } } },
        },
      ]),
  );
}

type Registry = typeof components;

function reference(registry: Registry, schema: z.ZodType): Json {
  const known = registry.get(schema);
  if (!known) throw new Error("A request or an answer of the API has to be a component.");
  return { $ref: REFERENCE + known.id };
}

function schemasOf(registry: Registry, io: "input" | "output", finish: (schema: Json) => Json): Json {
  const { schemas } = z.toJSONSchema(registry, { uri: (id) => REFERENCE + id, io });
  return Object.fromEntries(
    Object.entries(schemas).map(([id, { $schema, $id, ...schema }]) => [
      id,
      finish({ description: componentDescriptions.get(id), ...schema }),
    ]),
  );
}

function jsonSchema(schema: z.core.$ZodType): Json {
  const { $schema, ...json } = z.toJSONSchema(schema);
  return json;
}

/** The same schema, at all depths, for an object that may hold more. */
function open(schema: Json): Json {
  const opened = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(opened);
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value).filter(([key, each]) => key !== "additionalProperties" || each !== false);
    return Object.fromEntries(entries.map(([key, each]) => [key, opened(each)]));
  };
  return opened(schema) as Json; // an object stays one
}
