import { NothingHere } from "@/components/page/nothing-here";
import { getTranslator } from "@/lib/server/preferences";

export default async function NotFound() {
  const t = await getTranslator();
  return (
    <NothingHere t={t} title={t("faces.notFoundTitle")}>
      {t("faces.goneHint")}
    </NothingHere>
  );
}
