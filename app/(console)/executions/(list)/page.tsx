import type { Metadata } from "next";
import { ExecutionList } from "@/components/executions/execution-list";
import { Page } from "@/components/page/page";
import { getTranslator } from "@/lib/server/preferences";
import { listExecutions } from "@/lib/server/read-model/executions";
import { getDesk } from "@/lib/server/runtime";
import { parseExecutionFilter, parsePageRequest } from "@/lib/shared/filter/parse-execution-filter";
import { queryOf, type SearchParams } from "@/lib/shared/query-of";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator())("executions.title") };
}

export default async function ExecutionsPage({ searchParams }: { searchParams: SearchParams }) {
  const [t, { read }, query] = await Promise.all([getTranslator(), getDesk(), queryOf(searchParams)]);
  const filter = parseExecutionFilter(query);
  const page = parsePageRequest(query);
  const initial = await listExecutions(read, filter, page);
  return (
    <Page t={t} crumbs={[{ text: t("executions.title") }]}>
      <ExecutionList filter={filter} page={page} initial={initial} />
    </Page>
  );
}
