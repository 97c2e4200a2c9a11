import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { InstanceDetail } from "@/components/instances/instance-detail";
import { Page } from "@/components/page/page";
import { getTranslator } from "@/lib/server/preferences";
import { readInstance } from "@/lib/server/read-model/jobs/instances";
import { openRequest } from "@/lib/server/request";
import { isId } from "@/lib/shared/ids";
import { routes } from "@/lib/shared/routes";
import { executionCalls } from "../../executions/execution-calls";

type Params = Promise<{ instanceId: string }>;

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  const [t, { instanceId }] = await Promise.all([getTranslator(), params]);
  return { title: t("instances.title", { id: instanceId }) };
}

export default async function InstancePage({ params }: { params: Params }) {
  const [t, scope, { instanceId }] = await Promise.all([getTranslator(), openRequest(), params]);
  const view = isId(instanceId) ? await readInstance(scope.desk.read, instanceId, scope) : null;
  if (!view) notFound();
  const { jobName } = view.instance;
  return (
    <Page
      t={t}
      crumbs={[
        { text: t("jobs.title"), href: routes.jobs.list() },
        { text: jobName, href: routes.jobs.detail(jobName, "instances") },
        { text: t("instances.title", { id: instanceId }) },
      ]}
    >
      <InstanceDetail view={view} calls={executionCalls} />
    </Page>
  );
}
