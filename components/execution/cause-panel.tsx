"use client";

import type { BatchStatus } from "batch-core/model";
import { useState } from "react";
import { useT } from "@/lib/client/locale";
import { useFormat } from "@/lib/client/use-format";
import type { CauseView } from "@/lib/shared/views";
import { toneStyle } from "../status/tone";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { CopyButton } from "../ui/copy-button";

/** Frames shown before somebody asks for all of them. */
const FRAMES_SHOWN = 2;
/** A headline longer than this is a text of its own, and begins folded. */
const HEADLINE_MAX = 600;

/** Why it failed: the deepest cause first, what it led to below, frames folded; how far the step had come. */
export function CausePanel({ cause, status }: { cause: CauseView; status: BatchStatus }) {
  const t = useT();
  const [unfolded, setUnfolded] = useState(false);
  const frames = cause.causes.reduce((sum, { frames }, index) => sum + hiddenFrames(frames.length, index), 0);
  const isLong = cause.causes.some(({ headline }) => headline.length > HEADLINE_MAX);
  return (
    <section
      aria-labelledby="cause-title"
      style={toneStyle(status === "STOPPED" || status === "UNKNOWN" ? status : "FAILED")}
      className="-order-2 min-w-0 overflow-clip rounded-xl border border-tone-soft bg-card shadow-card"
    >
      <div className="flex min-h-10 items-center gap-2.5 py-1 pr-2 pl-3.5">
        <h2 id="cause-title" className="shrink-0 font-semibold text-tone">
          {t(titleOf(status))}
        </h2>
        {cause.step && (
          <span className="min-w-0 truncate text-muted" title={cause.step}>
            {t("cause.inStep", { step: cause.step })}
          </span>
        )}
        <CopyButton text={cause.raw} label={t("cause.copy")} className="ml-auto" />
      </div>
      <div
        // A scrollable box has to be reachable from the keyboard.
        {...(unfolded && { tabIndex: 0, role: "group", "aria-labelledby": "cause-title" })}
        className={cn("px-3.5 pb-3", unfolded && "max-h-[60vh] overflow-auto focus-visible:-outline-offset-2")}
      >
        {cause.causes.length === 0 && <p className="text-muted">{t("cause.noMessage")}</p>}
        <ol className="mono space-y-1 leading-5">
          {cause.causes.map(({ headline, frames }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same line may stand in a chain twice
            <li key={`${index}${headline}`} className={cn("break-words", index === 0 ? "text-ink" : "text-muted")}>
              <p
                className={cn(
                  "whitespace-pre-wrap [overflow-wrap:anywhere]",
                  !unfolded && headline.length > HEADLINE_MAX && "line-clamp-6",
                )}
              >
                {index > 0 && (
                  <>
                    <span aria-hidden>↳ </span>
                    <span className="sr-only">{t("cause.ledTo")} </span>
                  </>
                )}
                {/* Bolder or smaller, a zero could not be told from the letter O. */}
                <bdi className={index === 0 ? "font-medium text-sm" : undefined}>{headline}</bdi>
              </p>
              {(unfolded ? frames : frames.slice(0, index === 0 ? FRAMES_SHOWN : 0)).map((frame, at) => (
                <p
                  // biome-ignore lint/suspicious/noArrayIndexKey: a recursion repeats its frames
                  key={`${at}${frame}`}
                  className={cn("pl-4 text-muted", unfolded ? "break-all" : "truncate")}
                  title={unfolded ? undefined : frame}
                >
                  {frame}
                </p>
              ))}
            </li>
          ))}
        </ol>
      </div>
      <Place cause={cause} />
      {(frames > 0 || isLong || cause.truncated) && (
        <div className="flex flex-wrap items-center gap-x-3 border-line-soft border-t px-3.5 py-1 text-xs">
          {(frames > 0 || isLong) && (
            <Button
              variant="ghost"
              size="sm"
              className="-ml-2.5"
              aria-expanded={unfolded}
              onClick={() => setUnfolded(!unfolded)}
            >
              {unfolded
                ? t("common.showLess")
                : frames > 0
                  ? t("cause.frames", { count: frames })
                  : t("common.showAll")}
            </Button>
          )}
          {cause.truncated && <span className="text-warning">{t("cause.truncated")}</span>}
        </div>
      )}
    </section>
  );
}

function titleOf(status: BatchStatus) {
  if (status === "UNKNOWN") return "cause.whyUnknown";
  return status === "STOPPED" ? "cause.whyStopped" : "cause.whyFailed";
}

/** Where it broke off, and what is safe. */
function Place({ cause: { place } }: { cause: CauseView }) {
  const t = useT();
  const format = useFormat();
  if (!place) return null;
  return (
    <p className="border-line-soft border-t px-3.5 py-1.5 text-muted">
      {place.commits > 0
        ? t("cause.safe", { count: place.commits, items: format.number(place.written) })
        : t("cause.nothingSafe")}{" "}
      {place.items &&
        t("cause.rolledBack", { from: format.number(place.items.from), to: format.number(place.items.to) })}
    </p>
  );
}

function hiddenFrames(count: number, index: number): number {
  return Math.max(0, count - (index === 0 ? FRAMES_SHOWN : 0));
}
