import { useTransition } from "react";
import { announce, toast } from "@/lib/client/announce";
import { useT } from "@/lib/client/locale";
import { continueBulk, pauseBulk } from "@/lib/shared/queries/bulk-queries";
import type { BulkOperationView } from "@/lib/shared/views";
import { Button } from "../ui/button";

/** Pause it, go on with it, or try again what was refused or failed. */
export function BulkActions({ bulk, onChanged }: { bulk: BulkOperationView; onChanged: () => void }) {
  const t = useT();
  const [isActing, startActing] = useTransition();
  const act = (work: () => Promise<unknown>, said: string) =>
    startActing(async () => {
      try {
        await work();
        announce(said);
      } catch (error) {
        toast({
          kind: "refused",
          title: t("action.refused"),
          body: error instanceof Error ? error.message : t("action.unreachable"),
        });
      }
      onChanged();
    });
  if (bulk.state === "running") {
    return (
      <Button pending={isActing} onClick={() => act(() => pauseBulk(bulk.id), t("bulk.paused"))}>
        {t("bulk.pause")}
      </Button>
    );
  }
  const unlucky = bulk.refused + bulk.failed;
  return (
    <>
      {unlucky > 0 && (
        <Button pending={isActing} onClick={() => act(() => continueBulk(bulk.id, true), t("bulk.continued"))}>
          {t("bulk.retry", { count: unlucky })}
        </Button>
      )}
      {bulk.state !== "done" && (
        <Button
          variant="primary"
          pending={isActing}
          onClick={() => act(() => continueBulk(bulk.id, false), t("bulk.continued"))}
        >
          {t("bulk.continue", { count: bulk.pending })}
        </Button>
      )}
    </>
  );
}
