import "server-only";
import { z } from "zod";
import { readInstance } from "../../read-model/jobs/instances";
import { answer, endpoint, refuse } from "../endpoint";
import { instance } from "../schemas/instance";
import { id } from "../schemas/values";

export const instanceEndpoints = [
  endpoint({
    method: "GET",
    path: "/instances/{instanceId}",
    operationId: "getInstance",
    tag: "Instances",
    summary: "One JobInstance with all its attempts",
    parameters: z.strictObject({ instanceId: id }),
    reply: instance,
    refusals: ["NO_SUCH_JOB_INSTANCE"],
    handle: async ({ scope, path }) => {
      const view = await readInstance(scope.desk.read, path.instanceId, scope);
      return view ? answer(view) : refuse(scope, "NO_SUCH_JOB_INSTANCE");
    },
  }),
];
