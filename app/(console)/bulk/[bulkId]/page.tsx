import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { BulkDetail } from "@/components/bulk/bulk-detail";
import { Page } from "@/components/page/page";
import { getTranslator } from "@/lib/server/preferences";
import { readBulkOperation } from "@/lib/server/read-model/bulk-operations";
import { getDesk } from "@/lib/server/runtime";
import { isId } from "@/lib/shared/ids";
import { routes } from "@/lib/shared/routes";

type Params = Promise<{ bulkId: string }>;

/** As many rows as one operation may have. */
const ROWS_MAX = 1_000;

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  const [t, { bulkId }] = await Promise.all([getTranslator(), params]);
  return { title: t("bulk.title", { id: bulkId }) };
}

export default async function BulkPage({ params }: { params: Params }) {
  const [t, { read }, { bulkId }] = await Promise.all([getTranslator(), getDesk(), params]);
  const request = { after: 0, size: ROWS_MAX, state: null };
  const view = isId(bulkId) ? await readBulkOperation(read, bulkId, request) : null;
  if (!view) notFound();
  return (
    <Page
      t={t}
      crumbs={[{ text: t("bulk.list"), href: routes.bulk.list() }, { text: t("bulk.title", { id: bulkId }) }]}
    >
      <BulkDetail initial={view} />
    </Page>
  );
}
