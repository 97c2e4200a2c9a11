"use client";

import { useT } from "@/lib/client/locale";
import { cn } from "./cn";

/** A name as the tables have it, in its own direction. One of blanks alone is quoted, so that there is something to see and to press. */
export function Name({ text, className }: { text: string; className?: string }) {
  const t = useT();
  if (text.trim() === "") {
    return (
      <bdi className={cn("text-muted", className)}>
        “{text}” <span className="font-normal text-xs">{t("common.blankName")}</span>
      </bdi>
    );
  }
  return <bdi className={className}>{text}</bdi>;
}
