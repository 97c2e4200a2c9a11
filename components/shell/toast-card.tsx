"use client";

import { CircleCheck, Info, TriangleAlert, X } from "lucide-react";
import type { Toast } from "@/lib/client/announce";
import { useT } from "@/lib/client/locale";
import { Button } from "../ui/button";

const ICONS = { done: CircleCheck, refused: TriangleAlert, info: Info };
const TONES = { done: "text-status-completed", refused: "text-warning", info: "text-status-running" };

/** What came of an action, until it is closed. */
export function ToastCard({ toast: { kind, title, body }, onClose }: { toast: Toast; onClose: () => void }) {
  const t = useT();
  const Icon = ICONS[kind];
  return (
    <div className="pointer-events-auto flex animate-appear gap-2.5 rounded-lg bg-card py-2 pr-1.5 pl-3 shadow-float">
      <Icon aria-hidden className={`mt-1 size-4 shrink-0 ${TONES[kind]}`} />
      <div className="min-w-0 flex-1 py-1">
        <p className="font-medium">{title}</p>
        {body && <div className="text-muted text-xs">{body}</div>}
      </div>
      <Button variant="ghost" size="icon" className="size-7" aria-label={t("common.close")} onClick={onClose}>
        <X aria-hidden />
      </Button>
    </div>
  );
}
