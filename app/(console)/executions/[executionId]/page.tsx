import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ExecutionDetail } from "@/components/execution/execution-detail";
import { executionTitle } from "@/components/execution/execution-title";
import { flowSizesOf } from "@/components/flow/flow-layout";
import { Page } from "@/components/page/page";
import { getTranslator } from "@/lib/server/preferences";
import { openRequest } from "@/lib/server/request";
import { showExecution } from "@/lib/server/use-cases/show-execution";
import { isId } from "@/lib/shared/ids";
import { routes } from "@/lib/shared/routes";
import { executionCalls } from "../execution-calls";

type Params = Promise<{ executionId: string }>;

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  const [t, scope, { executionId }] = await Promise.all([getTranslator(), openRequest(), params]);
  const view = isId(executionId) ? await showExecution(scope, executionId) : null;
  return { title: view ? executionTitle(t, view.row) : t("execution.title", { id: executionId }) };
}

export default async function ExecutionPage({ params }: { params: Params }) {
  const [t, scope, { executionId }] = await Promise.all([getTranslator(), openRequest(), params]);
  const view = isId(executionId) ? await showExecution(scope, executionId) : null;
  if (!view) notFound();
  const { jobName } = view.row;
  return (
    <Page
      t={t}
      crumbs={[
        { text: t("executions.title"), href: routes.executions.list() },
        ...(jobName === null ? [] : [{ text: jobName, href: routes.jobs.detail(jobName) }]),
        { text: executionId },
      ]}
    >
      <ExecutionDetail key={executionId} initial={view} calls={executionCalls} flowSizes={flowSizesOf(view.flow)} />
    </Page>
  );
}
