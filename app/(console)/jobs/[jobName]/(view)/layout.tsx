import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { isKnownJob } from "@/lib/server/read-model/jobs/job";
import { getDesk } from "@/lib/server/runtime";
import { decodeSegment } from "@/lib/shared/path-segment";

type Params = Promise<{ jobName: string }>;

/** What is not there is answered with 404: asked before loading.tsx is sent, and with it the 200. */
export default async function JobLayout({ children, params }: { children: ReactNode; params: Params }) {
  const [{ jobName }, { read }] = await Promise.all([params, getDesk()]);
  if (!(await isKnownJob(read, decodeSegment(jobName)))) notFound();
  return children;
}
