"use client";

import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import { onOpenPalette } from "@/lib/client/palette";

/** Its code comes when it is first asked for. */
const PaletteDialog = dynamic(() => import("./palette-dialog").then((module) => module.PaletteDialog), { ssr: false });

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
  return wanted ? <PaletteDialog open={open} onClose={() => setOpen(false)} /> : null;
}
