"use client";

import type { BatchStatus } from "batch-core/model";
import Link from "next/link";
import { useT } from "@/lib/client/locale";
import { useFormat } from "@/lib/client/use-format";
import { routes } from "@/lib/shared/routes";
import type { CountCard, OverviewView } from "@/lib/shared/views";
import { StatusIcon } from "../status/status-icon";
import { toneStyle } from "../status/tone";
import { cn } from "../ui/cn";

const CARDS = [
  { name: "failed", status: "FAILED" },
  { name: "stuck", status: "UNKNOWN" },
  { name: "running", status: "STARTED" },
  { name: "stopping", status: "STOPPING" },
  { name: "stopped", status: "STOPPED" },
  { name: "completed", status: "COMPLETED" },
] as const satisfies readonly { name: keyof OverviewView; status: BatchStatus }[];

/** The numbers of the shift. Each opens exactly the list it counts. */
export function CountCards({ view }: { view: OverviewView }) {
  const t = useT();
  return (
    <ul className="mb-4 grid grid-cols-2 gap-px overflow-clip rounded-xl border border-line bg-line-soft shadow-card sm:grid-cols-3 lg:grid-cols-6">
      {CARDS.map(({ name, status }) => (
        <li key={name} className="bg-card">
          <Card card={view[name]} status={status} word={t(`overview.cards.${name}`)} />
        </li>
      ))}
    </ul>
  );
}

function Card({ card, status, word }: { card: CountCard; status: BatchStatus; word: string }) {
  const format = useFormat();
  const isZero = card.count.value === 0;
  return (
    <Link
      href={routes.executions.list(card.filter)}
      prefetch={false}
      style={toneStyle(status)}
      className="flex h-full flex-col gap-0.5 px-3.5 pt-2.5 pb-3 hover:bg-hover focus-visible:-outline-offset-2"
    >
      <span className="flex items-center gap-1.5 text-muted text-xs">
        <StatusIcon status={status} className={cn("size-3", isZero ? "text-faint [&_*]:animate-none" : "text-tone")} />
        {word}
      </span>
      <span
        className={cn(
          "font-semibold text-2xl tracking-tight tabular-nums",
          isZero ? "text-faint" : status === "COMPLETED" ? "text-ink" : "text-tone",
        )}
      >
        {format.count(card.count)}
      </span>
    </Link>
  );
}
