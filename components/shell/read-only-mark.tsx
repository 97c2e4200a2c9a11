"use client";

import { Eye } from "lucide-react";
import { useId } from "react";
import { useT } from "@/lib/client/locale";
import { Tooltip } from "../ui/tooltip";
import { useShell } from "./shell-context";

/** Says on every page that nothing can be changed here; why, to pointer, focus and tap. */
export function ReadOnlyMark() {
  const t = useT();
  const whyId = useId();
  const readOnly = useShell()?.readOnly;
  if (!readOnly) return null;
  const why = t(`app.readOnlyWhy.${readOnly}`);
  return (
    <>
      <Tooltip content={why}>
        <button
          type="button"
          aria-describedby={whyId}
          className="mr-1 flex h-8 shrink-0 items-center gap-1.5 rounded-md px-1.5 font-medium text-warning text-xs"
        >
          <Eye aria-hidden className="size-3.5" />
          {t("app.readOnly")}
        </button>
      </Tooltip>
      <span id={whyId} className="sr-only">
        {why}
      </span>
    </>
  );
}
