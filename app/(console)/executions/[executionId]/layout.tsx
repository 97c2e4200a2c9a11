import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { readNeighbourhood } from "@/lib/server/read-model/execution/execution-neighbourhood";
import { getDesk } from "@/lib/server/runtime";
import { isId } from "@/lib/shared/ids";

type Params = Promise<{ executionId: string }>;

/** What is not there is answered with 404: asked before loading.tsx is sent, and with it the 200. */
export default async function ExecutionLayout({ children, params }: { children: ReactNode; params: Params }) {
  const [{ executionId }, { read }] = await Promise.all([params, getDesk()]);
  if (!isId(executionId) || !(await readNeighbourhood(read, executionId))) notFound();
  return children;
}
