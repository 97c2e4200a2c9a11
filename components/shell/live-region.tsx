"use client";

import { lazy, Suspense, useCallback, useEffect, useState } from "react";
import { onAnnounce, onToast, type Toast } from "@/lib/client/announce";

/** How long a remark stays unless somebody is reading it. A refusal stays until it is closed. */
const SHOWN_MS = 6_000;

/** Its code comes with the first of them. */
const ToastCard = lazy(() => import("./toast-card").then((module) => ({ default: module.ToastCard })));

/** The one polite live region of the console, and the corner where results appear. */
export function LiveRegion() {
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
        <Suspense>
          {toasts.map((toast) => (
            <ToastCard key={toast.id} toast={toast} onClose={() => dismiss(toast.id)} />
          ))}
        </Suspense>
      </div>
    </>
  );
}
