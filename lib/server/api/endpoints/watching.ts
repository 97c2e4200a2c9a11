import "server-only";
import { z } from "zod";
import { showOverview, showRunningBoard } from "../../live";
import { readDay } from "../../read-model/day";
import { answer, endpoint } from "../endpoint";
import { day } from "../schemas/day";
import { overview } from "../schemas/overview";
import { runningBoard } from "../schemas/running";

const DAY_MS = 86_400_000;

export const watchingEndpoints = [
  endpoint({
    method: "GET",
    path: "/overview",
    operationId: "getOverview",
    tag: "Watching",
    summary: "How the shift stands; read once for all who ask within some seconds",
    reply: overview,
    handle: async ({ scope }) => answer(await showOverview(scope.desk)),
  }),
  endpoint({
    method: "GET",
    path: "/running",
    operationId: "getRunning",
    tag: "Watching",
    summary: "What runs now; read once for all who ask within two seconds",
    reply: runningBoard,
    handle: async ({ scope }) => answer(await showRunningBoard(scope.desk)),
  }),
  endpoint({
    method: "GET",
    path: "/day",
    operationId: "getDay",
    tag: "Watching",
    summary: "What ran in 24 hours, a lane per job",
    query: z.strictObject({
      to: z.iso.datetime({ offset: true }).optional().meta({ description: "End of the 24 hours; now when absent." }),
    }),
    reply: day,
    handle: async ({ scope, query }) => {
      const { read } = scope.desk;
      const to = query.to === undefined ? read.now() : new Date(query.to);
      return answer(await readDay(read, new Date(to.getTime() - DAY_MS), to));
    },
  }),
];
