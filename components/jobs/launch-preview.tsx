"use client";

import { CircleAlert, CircleCheck, CirclePlay, LoaderCircle, RotateCcw } from "lucide-react";
import Link from "next/link";
import { Rich, useT } from "@/lib/client/locale";
import { routes } from "@/lib/shared/routes";
import type { LaunchPreviewView } from "@/lib/shared/views";
import { ParameterList } from "../executions/parameter-list";
import { cn } from "../ui/cn";

const ICONS = { "new-instance": CirclePlay, restart: RotateCcw, rerun: CircleCheck, refused: CircleAlert };

/** The sentence before the button: what this launch will do. */
export function LaunchPreview({ preview, isAsking }: { preview: LaunchPreviewView | undefined; isAsking: boolean }) {
  const t = useT();
  if (!preview) {
    return (
      <Line icon={LoaderCircle} className="text-muted" spin={isAsking}>
        {t(isAsking ? "launch.asking" : "launch.noPreview")}
      </Line>
    );
  }
  if (Object.keys(preview.problems).length > 0) {
    return (
      <Line icon={CircleAlert} className="text-warning">
        {t("launch.mend", { count: Object.keys(preview.problems).length })}
      </Line>
    );
  }
  const instance = preview.instanceId && (
    <Link href={routes.instances.detail(preview.instanceId)} className="mono underline underline-offset-2">
      {preview.instanceId}
    </Link>
  );
  return (
    <div className="flex flex-col gap-1">
      <Line
        icon={ICONS[preview.decision]}
        className={preview.decision === "refused" ? "text-warning" : "text-ink"}
        spin={false}
      >
        {preview.decision === "new-instance" && t("launch.newInstance")}
        {preview.decision === "restart" && (
          <Rich k="launch.restarts" values={{ instance, attempt: String(preview.attempt) }} />
        )}
        {preview.decision === "rerun" && (
          <Rich k="launch.reruns" values={{ instance, attempt: String(preview.attempt) }} />
        )}
        {preview.decision === "refused" && (preview.reason ?? t("launch.refused"))}
      </Line>
      {preview.decision === "refused" && instance && (
        <p className="pl-[22px] text-muted text-xs">
          <Rich k="launch.standsInTheWay" values={{ instance }} />
        </p>
      )}
      {preview.identifying.length > 0 && (
        <div className="flex min-w-0 gap-2 pl-[22px] text-muted text-xs">
          <span className="shrink-0">{t("launch.identity")}</span>
          <ParameterList parameters={preview.identifying} className="min-w-0" />
        </div>
      )}
    </div>
  );
}

function Line({
  icon: Icon,
  className,
  spin = false,
  children,
}: {
  icon: typeof CircleAlert;
  className: string;
  spin?: boolean;
  children: React.ReactNode;
}) {
  return (
    <p className={cn("flex items-start gap-2", className)}>
      <Icon aria-hidden className={cn("mt-0.5 size-3.5 shrink-0", spin && "animate-spin-slow")} />
      <span className="min-w-0 [overflow-wrap:anywhere]">{children}</span>
    </p>
  );
}
