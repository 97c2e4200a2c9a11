"use client";

import { CircleCheck, Info, TriangleAlert, X } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import { onAnnounce, onToast, type Toast } from "@/lib/client/announce";
import { useT } from "@/lib/client/locale";
import { Button } from "../ui/button";

/** How long a remark stays unless somebody is reading it. A refusal stays until it is closed. */
const SHOWN_MS = 6_000;
const ICONS = { done: CircleCheck, refused: TriangleAlert, info: Info };
const TONES = { done: "text-status-completed", refused: "text-warning", info: "text-status-running" };

/** The one polite live region of the console, and the corner where results appear. */
export function LiveRegion() {
  const t = useT();
  const [text, setText] = useState("");
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  const dismiss = useCallback((id: number) => setToasts((all) => all.filter((each) => each.id !== id)), []);

  useEffect(() => onAnnounce((said) => setText((last) => (last === said ? `${said} ` : said))), []);
  useEffect(
    () =>
      onToast((toast) => {
        setToasts((all) => [...all.slice(-2), toast]);
        if (toast.kind !== "refused") setTimeout(() => dismiss(toast.id), SHOWN_MS);
      }),
    [dismiss],
  );
  return (
    <>
      <div aria-live="polite" aria-atomic="true" className="sr-only">
        {text}
      </div>
      <div
        role="status"
        className="pointer-events-none fixed right-3 bottom-3 z-40 flex w-[min(24rem,calc(100vw-1.5rem))] flex-col gap-2"
      >
        {toasts.map(({ id, kind, title, body }) => {
          const Icon = ICONS[kind];
          return (
            <div
              key={id}
              className="pointer-events-auto flex animate-appear gap-2.5 rounded-lg bg-card py-2 pr-1.5 pl-3 shadow-float"
            >
              <Icon aria-hidden className={`mt-1 size-4 shrink-0 ${TONES[kind]}`} />
              <div className="min-w-0 flex-1 py-1">
                <p className="font-medium">{title}</p>
                {body && <div className="text-muted text-xs">{body}</div>}
              </div>
              <Button
                variant="ghost"
                size="icon"
                className="size-7"
                aria-label={t("common.close")}
                onClick={() => dismiss(id)}
              >
                <X aria-hidden />
              </Button>
            </div>
          );
        })}
      </div>
    </>
  );
}
