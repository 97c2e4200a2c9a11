"use client";

import { lazy, Suspense } from "react";

/** Every page carries this, and hardly ever shows it: its code comes when it is needed. */
const ErrorFace = lazy(() => import("@/components/page/error-face").then((module) => ({ default: module.ErrorFace })));

/** Where not even the shell could be drawn, as when the database does not answer. */
export default function RootError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main id="content" className="grid min-h-dvh place-items-center">
      <Suspense>
        <ErrorFace error={error} retry={reset} />
      </Suspense>
    </main>
  );
}
