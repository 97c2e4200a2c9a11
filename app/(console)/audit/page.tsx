import type { Metadata } from "next";
import { ActivityForm } from "@/components/audit/activity-form";
import { ActivityTabs } from "@/components/audit/activity-tabs";
import { AuditList } from "@/components/audit/audit-list";
import { Page, PageTitle } from "@/components/page/page";
import { getTranslator } from "@/lib/server/preferences";
import { listAudit } from "@/lib/server/read-model/audit-list";
import { getDesk } from "@/lib/server/runtime";
import { parseActivityFilter } from "@/lib/shared/filter/activity-filter";
import { isId } from "@/lib/shared/ids";
import { queryOf, type SearchParams } from "@/lib/shared/query-of";

const SIZE = 100;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator())("audit.page") };
}

export default async function AuditPage({ searchParams }: { searchParams: SearchParams }) {
  const [t, { read }, query] = await Promise.all([getTranslator(), getDesk(), queryOf(searchParams)]);
  const filter = parseActivityFilter(query);
  const before = query.get("before");
  const when = query.get("when")?.trim() || null;
  const page = await listAudit(read, {
    before: before && isId(before) ? before : null,
    size: SIZE,
    executionId: null,
    filter,
  });
  return (
    <Page t={t} crumbs={[{ text: t("audit.page") }]}>
      <PageTitle title={t("audit.page")} note={t("executions.newestFirst")} />
      <ActivityTabs t={t} current="audit" />
      {page.kept && <ActivityForm filter={filter} page={page} wrongWhen={when !== filter.when ? when : null} />}
      <AuditList page={page} filter={filter} />
    </Page>
  );
}
