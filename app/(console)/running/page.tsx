import type { Metadata } from "next";
import { Page } from "@/components/page/page";
import { RunningBoard } from "@/components/running/running-board";
import { showRunningBoard } from "@/lib/server/live";
import { getTranslator } from "@/lib/server/preferences";
import { getDesk } from "@/lib/server/runtime";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator())("running.title") };
}

export default async function RunningPage() {
  const [t, desk] = await Promise.all([getTranslator(), getDesk()]);
  const initial = await showRunningBoard(desk);
  return (
    <Page t={t} crumbs={[{ text: t("running.title") }]}>
      <RunningBoard initial={initial} />
    </Page>
  );
}
