import type { Metadata } from "next";
import { Diagnostics } from "@/components/diagnostics/diagnostics";
import { Page } from "@/components/page/page";
import { getTranslator } from "@/lib/server/preferences";
import { readDiagnostics } from "@/lib/server/read-model/diagnostics/diagnostics";
import { getDesk } from "@/lib/server/runtime";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslator())("diagnostics.title") };
}

export default async function DiagnosticsPage() {
  const [t, desk] = await Promise.all([getTranslator(), getDesk()]);
  const view = await readDiagnostics(desk);
  return (
    <Page t={t} crumbs={[{ text: t("diagnostics.title") }]}>
      <Diagnostics view={view} />
    </Page>
  );
}
