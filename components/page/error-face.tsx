"use client";

import { useEffect, useRef, useTransition } from "react";
import { useT } from "@/lib/client/locale";
import { HOME } from "@/lib/shared/home";

const BUTTON = "inline-flex h-8 items-center rounded-md border px-3 font-medium";

/**
 * What stands where a page could not be drawn: that nothing was changed, the way to try again, and a number to report.
 * Plain elements only: every page carries this, and hardly ever shows it.
 */
export function ErrorFace({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  const t = useT();
  const face = useRef<HTMLDivElement>(null);
  const [isTrying, startTrying] = useTransition();
  useEffect(() => face.current?.focus(), []);
  return (
    <div ref={face} tabIndex={-1} role="alert" className="flex flex-col items-center gap-1.5 px-6 py-12 text-center">
      <h1 className="font-semibold text-lg">{t("faces.errorTitle")}</h1>
      <p className="max-w-[52ch] text-muted">{t("faces.errorHint")}</p>
      {error.digest && <p className="mono text-muted">{t("faces.errorDigest", { digest: error.digest })}</p>}
      <div className="mt-3 flex flex-wrap justify-center gap-2">
        <button
          type="button"
          aria-busy={isTrying}
          onClick={() => startTrying(retry)}
          className={`${BUTTON} border-transparent bg-accent text-accent-ink hover:bg-accent-hover`}
        >
          {t("common.retry")}
        </button>
        <a href={HOME} className={`${BUTTON} border-line bg-card hover:bg-hover`}>
          {t("faces.toOverview")}
        </a>
      </div>
    </div>
  );
}
