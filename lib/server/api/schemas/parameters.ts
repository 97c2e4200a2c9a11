import "server-only";
import { z } from "zod";
import type { KeyParameter, ParameterView } from "@/lib/shared/views";
import { component } from "./component";
import { text } from "./values";

export const keyParameter = component(
  "KeyParameter",
  "A parameter as a list shows it: secrets masked, the value cut at 250 characters.",
  z.strictObject({ name: text, value: text.nullable(), identifying: z.boolean() }),
) satisfies z.ZodType<KeyParameter>;

export const parameter = component(
  "Parameter",
  "A job parameter; the value of a secret is masked.",
  z.strictObject({
    name: text,
    type: z.enum(["STRING", "LONG", "DOUBLE", "DATE", "OTHER"]),
    storedType: text,
    value: text.nullable(),
    identifying: z.boolean(),
    masked: z.boolean(),
    lost: z.boolean().meta({ description: "An upgrade from 4.x dropped the column it was in." }),
    changedFromLast: z.boolean().nullable(),
    lastValue: text.nullable(),
  }),
) satisfies z.ZodType<ParameterView>;

export const parameterNames = component("ParameterNames", "Names of parameters in use.", z.array(text));

export const parameterValues = component("ParameterValues", "Values of a parameter, the newest first.", z.array(text));
