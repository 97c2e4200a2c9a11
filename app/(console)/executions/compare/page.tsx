import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { Compare } from "@/components/compare/compare";
import { Page } from "@/components/page/page";
import { getTranslator } from "@/lib/server/preferences";
import { compareExecutions, usualPartnerOf } from "@/lib/server/read-model/compare/compare";
import { getDesk } from "@/lib/server/runtime";
import { isId } from "@/lib/shared/ids";
import { queryOf, type SearchParams } from "@/lib/shared/query-of";
import { routes } from "@/lib/shared/routes";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator())("compare.title") };
}

export default async function ComparePage({ searchParams }: { searchParams: SearchParams }) {
  const [t, { read }, query] = await Promise.all([getTranslator(), getDesk(), queryOf(searchParams)]);
  const [a, b] = [query.get("a") ?? "", query.get("b") ?? ""];
  if (isId(a) && b === "") {
    const partner = await usualPartnerOf(read, a);
    if (partner !== null) redirect(routes.executions.compare(a, partner));
  }
  const view = isId(a) && isId(b) ? await compareExecutions(read, a, b) : null;
  if (!view) notFound();
  return (
    <Page
      t={t}
      crumbs={[
        { text: t("executions.title"), href: routes.executions.list() },
        { text: a, href: routes.executions.detail(a) },
        { text: t("compare.crumb", { id: b }) },
      ]}
    >
      <Compare view={view} />
    </Page>
  );
}
