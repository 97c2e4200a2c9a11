"use client";

import { lazy, Suspense, useEffect, useState } from "react";
import { onOpenPalette } from "@/lib/client/palette";

/** Its code comes when it is first asked for. */
const PaletteDialog = lazy(() => import("./palette-dialog").then((module) => ({ default: module.PaletteDialog })));

/** Opens on Ctrl+K or ⌘K, and when the find box is pressed. */
export function CommandPalette() {
  const [open, setOpen] = useState(false);
  const [wanted, setWanted] = useState(false);
  useEffect(() => {
    const show = () => {
      setWanted(true);
      setOpen(true);
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey)
        return;
      event.preventDefault();
      show();
    };
    window.addEventListener("keydown", onKeyDown);
    const stop = onOpenPalette(show);
    return () => {
      window.removeEventListener("keydown", onKeyDown);
      stop();
    };
  }, []);
  if (!wanted) return null;
  return (
    <Suspense>
      <PaletteDialog open={open} onClose={() => setOpen(false)} />
    </Suspense>
  );
}
