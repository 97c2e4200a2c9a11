"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { useT } from "@/lib/client/locale";
import { type BulkChoice, bulkQueries, startBulk } from "@/lib/shared/queries/bulk-queries";
import { routes } from "@/lib/shared/routes";
import type { BulkPreviewView } from "@/lib/shared/views";
import { ReasonField } from "../actions/reason-field";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Notice } from "../ui/notice";
import { Skeleton } from "../ui/skeleton";

/** Says to how many it will be done and why not to the others, before it is done. */
export function BulkDialog({ choice, onClose }: { choice: BulkChoice; onClose: () => void }) {
  const t = useT();
  const router = useRouter();
  const [reason, setReason] = useState("");
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isStarting, start] = useTransition();
  const query = useQuery(bulkQueries.preview(choice));
  const preview = query.data;
  const verb = t(`bulk.verbs.${choice.action}`, { count: preview?.eligible ?? 0 });
  const confirm = () =>
    start(async () => {
      try {
        const { bulkId } = await startBulk(choice, reason.trim());
        router.push(routes.bulk.detail(bulkId));
      } catch (error) {
        setRefusal(error instanceof Error ? error.message : t("action.unreachable"));
      }
    });
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(`bulk.titles.${choice.action}`)}
      footer={
        <>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button
            variant={choice.action === "abandon" || choice.action === "stop" ? "danger" : "primary"}
            pending={isStarting || query.isPending}
            disabledReason={preview && preview.eligible === 0 ? t("bulk.nobody") : null}
            onClick={confirm}
          >
            {preview ? verb : t("common.loading")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3.5">
        {query.isPending && <Skeleton className="h-16" />}
        {preview && <Eligibility preview={preview} />}
        <p className="text-muted">{t(`action.${choice.action}.follows`)}</p>
        <ReasonField value={reason} onChange={setReason} />
        {(refusal || query.isError) && (
          <Notice kind="refused" role="alert" title={t("action.refused")}>
            {refusal ?? query.error?.message}
          </Notice>
        )}
      </div>
    </Dialog>
  );
}

function Eligibility({ preview }: { preview: BulkPreviewView }) {
  const t = useT();
  const reasons = new Map<string, string[]>();
  for (const row of preview.rows) {
    if (row.eligible) continue;
    const reason = row.reason ?? t("action.notNow");
    reasons.set(reason, [...(reasons.get(reason) ?? []), row.executionId]);
  }
  return (
    <div>
      <p className="font-medium">{t("bulk.eligible", { eligible: preview.eligible, count: preview.matched })}</p>
      {reasons.size > 0 && (
        <ul className="mt-1.5 flex max-h-48 flex-col gap-1 overflow-y-auto text-muted">
          {[...reasons].map(([reason, ids]) => (
            <li key={reason}>
              <span className="text-ink">{t("bulk.not", { count: ids.length })}</span> {reason}{" "}
              <span className="mono text-faint">{ids.slice(0, 5).join(", ")}</span>
              {ids.length > 5 && <span className="text-faint"> …</span>}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
