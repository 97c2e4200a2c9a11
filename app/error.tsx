"use client";

import { ErrorFace } from "@/components/page/error-face";

/** Where not even the shell could be drawn, as when the database does not answer. */
export default function RootError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main id="content" className="grid min-h-dvh place-items-center">
      <ErrorFace error={error} retry={reset} />
    </main>
  );
}
