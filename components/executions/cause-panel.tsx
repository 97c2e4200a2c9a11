"use client";

import { useState } from "react";
import { useT } from "@/lib/client/locale";
import type { CauseView } from "@/lib/shared/views";
import { toneStyle } from "../status/tone";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { CopyButton } from "../ui/copy-button";

/** Frames shown before somebody asks for all of them. */
const FRAMES_SHOWN = 2;

/** Why it failed: the deepest cause first, what it led to below, frames folded. */
export function CausePanel({ cause, stopped = false }: { cause: CauseView; stopped?: boolean }) {
  const t = useT();
  const [unfolded, setUnfolded] = useState(false);
  const frames = cause.causes.reduce((sum, { frames }, index) => sum + hiddenFrames(frames.length, index), 0);
  return (
    <section
      aria-labelledby="cause-title"
      style={toneStyle(stopped ? "STOPPED" : "FAILED")}
      className="-order-2 min-w-0 overflow-clip rounded-xl border border-tone-soft bg-card shadow-card"
    >
      <div className="flex min-h-10 items-center gap-2.5 py-1 pr-2 pl-3.5">
        <h2 id="cause-title" className="font-semibold text-tone">
          {t(stopped ? "cause.whyStopped" : "cause.whyFailed")}
        </h2>
        {cause.step && <span className="min-w-0 truncate text-muted">{t("cause.inStep", { step: cause.step })}</span>}
        <CopyButton text={cause.raw} label={t("cause.copy")} className="ml-auto" />
      </div>
      <div className={cn("px-3.5 pb-3", unfolded && "max-h-[60vh] overflow-auto")}>
        <ol className="mono space-y-1 leading-5">
          {cause.causes.map(({ headline, frames }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same line may stand in a chain twice
            <li key={`${index}${headline}`} className={cn("break-words", index === 0 ? "text-ink" : "text-muted")}>
              <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">
                {index > 0 && (
                  <>
                    <span aria-hidden>↳ </span>
                    <span className="sr-only">{t("cause.ledTo")} </span>
                  </>
                )}
                <span className={index === 0 ? "font-semibold" : undefined}>{headline}</span>
              </p>
              {(unfolded ? frames : frames.slice(0, index === 0 ? FRAMES_SHOWN : 0)).map((frame) => (
                <p key={frame} className="break-all pl-4 text-muted">
                  {frame}
                </p>
              ))}
            </li>
          ))}
        </ol>
      </div>
      {(frames > 0 || cause.truncated) && (
        <div className="flex flex-wrap items-center gap-x-3 border-line-soft border-t px-3.5 py-1 text-xs">
          {frames > 0 && (
            <Button
              variant="ghost"
              size="sm"
              className="-ml-2.5"
              aria-expanded={unfolded}
              onClick={() => setUnfolded(!unfolded)}
            >
              {unfolded ? t("common.showLess") : t("cause.frames", { count: frames })}
            </Button>
          )}
          {cause.truncated && <span className="text-warning">{t("cause.truncated")}</span>}
        </div>
      )}
    </section>
  );
}

function hiddenFrames(count: number, index: number): number {
  return Math.max(0, count - (index === 0 ? FRAMES_SHOWN : 0));
}
