"use client";

import { useRouter } from "next/navigation";
import { startTransition } from "react";
import { ErrorFace } from "@/components/page/error-face";

/** A page could not be drawn: the shell stays, so that everything else is still in reach. */
export default function ConsoleError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const router = useRouter();
  const retry = () =>
    startTransition(() => {
      router.refresh();
      reset();
    });
  return (
    <main id="content" className="grid flex-1 place-items-center">
      <ErrorFace error={error} retry={retry} />
    </main>
  );
}
