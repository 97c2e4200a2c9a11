"use client";

import { useRouter } from "next/navigation";
import { startTransition } from "react";
import { ErrorFace } from "@/components/layout/error-face";
import { Page } from "@/components/layout/page";
import { useT } from "@/lib/client/locale";

export default function ConsoleError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const t = useT();
  const router = useRouter();
  const retry = () =>
    startTransition(() => {
      router.refresh();
      reset();
    });
  return (
    <Page t={t} crumbs={[{ text: t("faces.errorTitle") }]}>
      <ErrorFace error={error} retry={retry} />
    </Page>
  );
}
