import { PageSkeleton } from "@/components/page/page-skeleton";
import { getTranslator } from "@/lib/server/preferences";

export default async function Loading() {
  const t = await getTranslator();
  return <PageSkeleton t={t} title={t("running.title")} />;
}
