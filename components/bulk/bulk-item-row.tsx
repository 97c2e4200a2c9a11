import { CircleAlert, CircleCheck, CircleDashed, CircleMinus, CircleX, LoaderCircle } from "lucide-react";
import Link from "next/link";
import { useT } from "@/lib/client/locale";
import { routes } from "@/lib/shared/routes";
import type { BulkItemState, BulkItemView } from "@/lib/shared/views";
import { StatusBadge } from "../status/status-badge";
import { toneStyle } from "../status/tone";
import { cn } from "../ui/cn";
import { Name } from "../ui/name";
import { Td, Tr } from "../ui/table";
import { Time } from "../ui/time";

/** One execution of a bulk operation, and what came of it. */
export function BulkItemRow({ item }: { item: BulkItemView }) {
  const t = useT();
  const Icon = ICONS[item.state];
  return (
    <Tr>
      <Td className="mono">
        <Link href={routes.executions.detail(item.executionId)} className="font-medium hover:underline">
          {item.executionId}
        </Link>
      </Td>
      <Td className="max-w-72 truncate" title={item.jobName ?? undefined}>
        {item.jobName === null ? t("executions.noJob") : <Name text={item.jobName} />}
      </Td>
      <Td>{item.beforeStatus ? <StatusBadge status={item.beforeStatus} /> : <span className="text-faint">–</span>}</Td>
      <Td>
        <span
          style={toneStyle(ITEM_TONES[item.state])}
          className="inline-flex items-center gap-1.5 font-medium text-tone"
        >
          <Icon aria-hidden className={cn("size-3.5", item.state === "WORKING" && "animate-spin-slow")} />
          {t(`bulk.itemStates.${item.state}`)}
        </span>
      </Td>
      <Td className="h-auto min-w-64 whitespace-normal py-2 text-muted [overflow-wrap:anywhere]">
        {item.message}
        {item.resultExecutionId && item.resultExecutionId !== item.executionId && (
          <Link href={routes.executions.detail(item.resultExecutionId)} className="text-ink hover:underline">
            {t("bulk.became", { id: item.resultExecutionId })}
          </Link>
        )}
      </Td>
      <Td>
        <Time at={item.updated} show="relative" className="text-muted" />
      </Td>
    </Tr>
  );
}

const ICONS = {
  PENDING: CircleDashed,
  WORKING: LoaderCircle,
  DONE: CircleCheck,
  REFUSED: CircleAlert,
  FAILED: CircleX,
  INELIGIBLE: CircleMinus,
} as const satisfies Record<BulkItemState, unknown>;

const ITEM_TONES = {
  PENDING: "neutral",
  WORKING: "STARTED",
  DONE: "COMPLETED",
  REFUSED: "warning",
  FAILED: "FAILED",
  INELIGIBLE: "neutral",
} as const satisfies Record<BulkItemState, unknown>;
