"use client";

import { ListX, SearchX } from "lucide-react";
import { useT } from "@/lib/client/locale";
import { LaunchAJob } from "../launch/launch-a-job";
import { Button } from "../ui/button";
import { Face } from "../ui/face";

/** Instead of the table: nothing matches, nothing matched as far as was looked, or there is nothing yet. */
export function NoExecutions({
  filtered,
  searchedTo,
  onClear,
}: {
  filtered: boolean;
  searchedTo: string | null;
  onClear: () => void;
}) {
  const t = useT();
  if (filtered) {
    return (
      <Face
        icon={SearchX}
        title={t(searchedTo ? "executions.nothingYet" : "executions.nothingMatches")}
        actions={<Button onClick={onClear}>{t("executions.clearFilter")}</Button>}
      >
        {searchedTo ? t("executions.nothingYetHint", { id: searchedTo }) : t("executions.nothingMatchesHint")}
      </Face>
    );
  }
  return (
    <Face icon={ListX} title={t("executions.none")} actions={<LaunchAJob />}>
      {t("executions.noneHint")}
    </Face>
  );
}
