"use client";

import type { BatchStatus } from "batch-core/model";
import { AlarmClock } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { useT } from "@/lib/client/locale";
import { useFormat } from "@/lib/client/use-format";
import { formatJobListView, parseJobListView } from "@/lib/shared/job-list-view";
import { routes } from "@/lib/shared/routes";
import type { OverviewView } from "@/lib/shared/views";
import { StatusIcon } from "../status/status-icon";
import { toneStyle } from "../status/tone";
import { cn } from "../ui/cn";

const STUCK_TO_COMPLETED = [
  { name: "stuck", status: "UNKNOWN" },
  { name: "running", status: "STARTED" },
  { name: "stopping", status: "STOPPING" },
  { name: "stopped", status: "STOPPED" },
  { name: "completed", status: "COMPLETED" },
] as const;

const LATE_JOBS = formatJobListView({ ...parseJobListView(new URLSearchParams()), show: "late" });

/** The numbers of the shift. Each opens exactly the list it counts. */
export function CountCards({ view }: { view: OverviewView }) {
  const t = useT();
  const format = useFormat();
  const statusCard = (name: "failed" | (typeof STUCK_TO_COMPLETED)[number]["name"], status: BatchStatus) => (
    <Card
      key={name}
      href={routes.executions.list(view[name].filter)}
      status={status}
      word={t(`overview.cards.${name}`)}
      icon={<StatusIcon status={status} className="size-3" />}
      count={view[name].count.value}
      text={format.count(view[name].count)}
    />
  );
  return (
    <ul className="mb-4 grid grid-cols-2 gap-px overflow-clip rounded-xl border border-line bg-line-soft shadow-card sm:grid-cols-4 lg:grid-cols-7">
      {statusCard("failed", "FAILED")}
      <Card
        href={routes.jobs.list(LATE_JOBS)}
        status="STOPPING"
        word={t("overview.cards.late")}
        icon={<AlarmClock aria-hidden className="size-3" />}
        count={view.late}
        text={format.number(view.late)}
      />
      {STUCK_TO_COMPLETED.map(({ name, status }) => statusCard(name, status))}
    </ul>
  );
}

function Card({
  href,
  status,
  word,
  icon,
  count,
  text,
}: {
  href: string;
  /** Whose colour it has. */
  status: BatchStatus;
  word: string;
  icon: ReactNode;
  count: number;
  text: string;
}) {
  const isZero = count === 0;
  return (
    <li className="bg-card max-lg:last:col-span-2">
      <Link
        href={href}
        prefetch={false}
        style={toneStyle(status)}
        className="flex h-full flex-col gap-0.5 px-3.5 pt-2.5 pb-3 hover:bg-hover focus-visible:-outline-offset-2"
      >
        <span className="flex items-center gap-1.5 text-muted text-xs">
          <span className={cn("flex", isZero ? "text-faint [&_*]:animate-none" : "text-tone")}>{icon}</span>
          {word}
        </span>
        <span
          className={cn(
            "font-semibold text-2xl tracking-tight tabular-nums",
            isZero ? "text-faint" : status === "COMPLETED" ? "text-ink" : "text-tone",
          )}
        >
          {text}
        </span>
      </Link>
    </li>
  );
}
