"use client";

import { lazy, Suspense, useState } from "react";
import { useT } from "@/lib/client/locale";
import { useFormat } from "@/lib/client/use-format";
import type { BulkChoice } from "@/lib/shared/queries/bulk-queries";
import type { BulkAction } from "@/lib/shared/views";
import { Button } from "../ui/button";

const BulkDialog = lazy(() => import("./bulk-dialog").then((module) => ({ default: module.BulkDialog })));

const ACTIONS: readonly BulkAction[] = ["restart", "stop", "abandon", "recover"];

/** What can be done to the rows that are ticked, or to all that match the filter. */
export function BulkBar({
  chosen,
  allMatching,
  onClear,
}: {
  chosen: readonly string[];
  /** The filter and how many match it; null when there is no filter, or too many to count. */
  allMatching: { readonly filter: string; readonly count: number } | null;
  onClear: () => void;
}) {
  const t = useT();
  const format = useFormat();
  const [all, setAll] = useState(false);
  const [action, setAction] = useState<BulkAction | null>(null);
  const takesAll = all && allMatching !== null;
  const count = takesAll ? allMatching.count : chosen.length;
  const selection: BulkChoice["selection"] = takesAll
    ? { filter: allMatching.filter, expectedCount: allMatching.count }
    : { executionIds: chosen };
  return (
    <div className="sticky bottom-0 z-20 flex flex-wrap items-center gap-x-3 gap-y-2 rounded-b-xl border-line border-t bg-card px-3.5 py-2 shadow-float">
      <p role="status" className="font-medium">
        {t("bulk.chosen", { count })}
      </p>
      {allMatching && allMatching.count > chosen.length && (
        <Button variant="ghost" size="sm" aria-pressed={takesAll} onClick={() => setAll(!all)}>
          {takesAll ? t("bulk.onlyTicked") : t("bulk.allMatching", { count: format.number(allMatching.count) })}
        </Button>
      )}
      <div className="ml-auto flex flex-wrap gap-2">
        {ACTIONS.map((each) => (
          <Button key={each} size="sm" onClick={() => setAction(each)}>
            {t(`actions.${each}`)}
          </Button>
        ))}
        <Button variant="ghost" size="sm" onClick={onClear}>
          {t("bulk.clear")}
        </Button>
      </div>
      {action && (
        <Suspense>
          <BulkDialog choice={{ action, selection }} onClose={() => setAction(null)} />
        </Suspense>
      )}
    </div>
  );
}
