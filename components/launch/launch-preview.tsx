"use client";

import { CircleAlert, CircleCheck, CirclePlay, LoaderCircle, PencilLine, RotateCcw } from "lucide-react";
import Link from "next/link";
import { Rich, useT } from "@/lib/client/locale";
import { routes } from "@/lib/shared/routes";
import type { FieldView, LaunchPreviewView } from "@/lib/shared/views";
import { cn } from "../ui/cn";
import { ParameterList } from "../values/parameter-list";

const ICONS = { "new-instance": CirclePlay, restart: RotateCcw, rerun: CircleCheck, refused: CircleAlert };

/** The sentence before the button: what this launch will do. */
export function LaunchPreview({
  preview,
  isAsking,
  fields,
  values,
}: {
  preview: LaunchPreviewView | undefined;
  isAsking: boolean;
  fields: readonly FieldView[];
  values: Readonly<Record<string, string>>;
}) {
  const t = useT();
  if (!preview) {
    return (
      <Line icon={LoaderCircle} className="text-muted" spin={isAsking}>
        {t(isAsking ? "launch.asking" : "launch.noPreview")}
      </Line>
    );
  }
  const problems = Object.keys(preview.problems);
  if (problems.length > 0) {
    const titleOf = (name: string) => fields.find((field) => field.name === name)?.title ?? name;
    const isEmpty = problems.every((name) => (values[name] ?? "") === "");
    const names = problems
      .filter((name) => name !== "")
      .map(titleOf)
      .join(", ");
    return (
      <Line icon={isEmpty ? PencilLine : CircleAlert} className={isEmpty ? "text-muted" : "text-warning"}>
        {names === ""
          ? preview.problems[""]
          : isEmpty
            ? t("launch.needed", { names })
            : `${t("launch.mend", { count: problems.length })} ${names}`}
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
