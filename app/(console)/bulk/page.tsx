import type { Metadata } from "next";
import { ActivityTabs } from "@/components/audit/activity-tabs";
import { BulkList } from "@/components/bulk/bulk-list";
import { Page, PageTitle } from "@/components/page/page";
import { getTranslator } from "@/lib/server/preferences";
import { listBulkOperations } from "@/lib/server/read-model/bulk-operations";
import { getDesk } from "@/lib/server/runtime";
import { isId } from "@/lib/shared/ids";
import { queryOf, type SearchParams } from "@/lib/shared/query-of";

const SIZE = 50;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator())("bulk.list") };
}

export default async function BulkListPage({ searchParams }: { searchParams: SearchParams }) {
  const [t, { read }, query] = await Promise.all([getTranslator(), getDesk(), queryOf(searchParams)]);
  const before = query.get("before");
  const page = await listBulkOperations(read, { before: before && isId(before) ? before : null, size: SIZE });
  return (
    <Page t={t} crumbs={[{ text: t("bulk.list") }]}>
      <PageTitle title={t("audit.page")} />
      <ActivityTabs t={t} current="bulk" />
      <BulkList operations={page.items} older={page.older} />
    </Page>
  );
}
