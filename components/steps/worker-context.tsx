"use client";

import { useQuery } from "@tanstack/react-query";
import { useT } from "@/lib/client/locale";
import { stepQueries } from "@/lib/shared/queries/step-queries";
import { StoredContext } from "../context/context-panel";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";
import { Skeleton } from "../ui/skeleton";

/** The context of one partition's worker: read when somebody asks, since there may be thousands. */
export function WorkerContext({ executionId, stepExecutionId }: { executionId: string; stepExecutionId: string }) {
  const t = useT();
  const query = useQuery(stepQueries.context(executionId, stepExecutionId));
  if (query.isPending) return <Skeleton className="m-2" />;
  if (query.isError) {
    return (
      <Notice kind="error" title={t("faces.errorTitle")} className="m-2">
        <Button size="sm" onClick={() => query.refetch()}>
          {t("common.retry")}
        </Button>
      </Notice>
    );
  }
  return <StoredContext context={query.data} />;
}
