import type { Translation } from "../translation";
import { actions } from "./actions";
import { audit } from "./audit";
import { bulk } from "./bulk";
import { compare } from "./compare";
import { diagnostics } from "./diagnostics";
import { execution } from "./execution";
import { executions } from "./executions";
import { jobs } from "./jobs";
import { launch } from "./launch";
import { overview } from "./overview";
import { shell } from "./shell";
import { status } from "./status";

/**
 * English, and the shape every other language has to fill. Words of Spring Batch stay as they are.
 * `{name}` is a value; "one form | other form" is chosen by `count` (see translate.ts).
 */
export const en = {
  ...shell,
  ...status,
  ...executions,
  ...execution,
  ...actions,
  ...audit,
  ...bulk,
  ...jobs,
  ...launch,
  ...overview,
  ...compare,
  ...diagnostics,
} as const;

export type Messages = Translation<typeof en>;
