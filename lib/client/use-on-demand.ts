"use client";

import { useState } from "react";
import { toast } from "./announce";
import { useT } from "./locale";

/**
 * Code that is not needed to draw the page. Unlike React's `lazy` nothing is hidden while it comes, and what has come is
 * drawn at once.
 * @param load  an `import()`, which fetches once however often it is called
 * @returns what was loaded, null until then; `expect`, to fetch it ahead of its use; `want`, when it is used now
 */
export function useOnDemand<T extends object>(
  load: () => Promise<T>,
): [loaded: T | null, expect: () => void, want: () => void] {
  const t = useT();
  const [loaded, setLoaded] = useState<T | null>(null);
  const fetch = (onFailure: () => void) => {
    if (!loaded) load().then(setLoaded, onFailure);
  };
  return [
    loaded,
    () => fetch(() => {}),
    () => fetch(() => toast({ kind: "refused", title: t("common.notLoaded"), body: t("common.notLoadedHint") })),
  ];
}
