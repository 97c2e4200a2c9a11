import type { Messages } from "../en";
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

export const ko: Messages = {
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
};
