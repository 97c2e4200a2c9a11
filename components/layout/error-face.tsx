"use client";

import { CircleX } from "lucide-react";
import { useEffect, useRef, useTransition } from "react";
import { useT } from "@/lib/client/locale";
import { routes } from "@/lib/shared/routes";
import { Button } from "../ui/button";
import { ButtonLink } from "../ui/button-link";
import { CopyButton } from "../ui/copy-button";
import { Face } from "../ui/face";

/** What stands where a page could not be drawn: that nothing was changed, the way to try again, and a number to report. */
export function ErrorFace({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  const t = useT();
  const heading = useRef<HTMLDivElement>(null);
  const [isTrying, startTrying] = useTransition();
  useEffect(() => heading.current?.focus(), []);
  return (
    <div ref={heading} tabIndex={-1} role="alert">
      <Face
        icon={CircleX}
        level="h1"
        title={t("faces.errorTitle")}
        actions={
          <>
            <Button variant="primary" pending={isTrying} onClick={() => startTrying(retry)}>
              {t("common.retry")}
            </Button>
            <ButtonLink href={routes.overview()}>{t("faces.toOverview")}</ButtonLink>
          </>
        }
      >
        <p>{t("faces.errorHint")}</p>
        {error.digest && (
          <p className="mono mt-1 inline-flex items-center">
            {t("faces.errorDigest", { digest: error.digest })}
            <CopyButton text={error.digest} label={t("common.copy")} />
          </p>
        )}
      </Face>
    </div>
  );
}
