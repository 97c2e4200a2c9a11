import type { Translator } from "@/lib/shared/messages/translate";
import { routes } from "@/lib/shared/routes";
import { LinkTabs } from "../ui/link-tabs";

/** What operators did: each thing, and the things done to many at once. */
export function ActivityTabs({ t, current }: { t: Translator; current: "audit" | "bulk" }) {
  return (
    <LinkTabs
      label={t("audit.page")}
      current={current}
      tabs={[
        { name: "audit", label: t("audit.title"), href: routes.audit() },
        { name: "bulk", label: t("bulk.list"), href: routes.bulk.list() },
      ]}
    />
  );
}
