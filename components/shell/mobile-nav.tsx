"use client";

import { Menu } from "lucide-react";
import { useState } from "react";
import { useT } from "@/lib/client/locale";
import { useOnDemand } from "@/lib/client/use-on-demand";
import { Button } from "../ui/button";

/** The side navigation of a narrow window, behind a button. */
export function MobileNav() {
  const t = useT();
  const [dialog, expect, want] = useOnDemand(() => import("./mobile-nav-dialog"));
  const [open, setOpen] = useState(false);
  return (
    <div className="md:hidden">
      <Button
        variant="ghost"
        size="icon"
        aria-label={t("app.openMenu")}
        aria-expanded={open && dialog !== null}
        onPointerEnter={expect}
        onFocus={expect}
        onClick={() => {
          setOpen(true);
          want();
        }}
      >
        <Menu aria-hidden />
      </Button>
      {dialog && <dialog.MobileNavDialog open={open} onClose={() => setOpen(false)} />}
    </div>
  );
}
