import type { Metadata } from "next";
import { Overview } from "@/components/overview/overview";
import { Page } from "@/components/page/page";
import { showOverview } from "@/lib/server/live";
import { getTranslator } from "@/lib/server/preferences";
import { getDesk } from "@/lib/server/runtime";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator())("overview.title") };
}

export default async function OverviewPage() {
  const [t, desk] = await Promise.all([getTranslator(), getDesk()]);
  const initial = await showOverview(desk);
  return (
    <Page t={t} crumbs={[{ text: t("overview.title") }]}>
      <Overview initial={initial} />
    </Page>
  );
}
