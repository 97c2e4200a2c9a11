import type { Translator } from "@/lib/shared/messages/translate";
import { Panel } from "../ui/panel";
import { Skeleton } from "../ui/skeleton";
import { Page } from "./page";

/** The outline of a page that is being read: header, and rows where the table will be. */
export function PageSkeleton({ t, title, rows = 12 }: { t: Translator; title: string; rows?: number }) {
  return (
    <Page t={t} crumbs={[{ text: title }]}>
      <p role="status" className="sr-only">
        {t("common.loading")}
      </p>
      <div className="mb-3.5 flex h-8 items-center">
        <Skeleton className="h-6 w-48" />
      </div>
      <Panel>
        <div className="h-11 border-line border-b" />
        {Array.from({ length: rows }, (_, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows of an outline are all alike
          <div key={row} className="flex h-9 items-center gap-6 border-line-soft border-b px-3.5 last:border-b-0">
            <Skeleton className="w-24" />
            <Skeleton className="w-16" />
            <Skeleton className="w-56 max-md:hidden" />
            <Skeleton className="ml-auto w-20" />
            <Skeleton className="w-16 max-md:hidden" />
          </div>
        ))}
      </Panel>
    </Page>
  );
}
