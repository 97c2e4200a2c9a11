import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { findInstance } from "@/lib/server/read-model/jobs/instances";
import { getDesk } from "@/lib/server/runtime";
import { isId } from "@/lib/shared/ids";

type Params = Promise<{ instanceId: string }>;

/** What is not there is answered with 404: asked before loading.tsx is sent, and with it the 200. */
export default async function InstanceLayout({ children, params }: { children: ReactNode; params: Params }) {
  const [{ instanceId }, { read }] = await Promise.all([params, getDesk()]);
  if (!isId(instanceId) || !(await findInstance(read, instanceId))) notFound();
  return children;
}
