"use client";

import { Menu } from "lucide-react";
import { useState } from "react";
import { useT } from "@/lib/client/locale";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { SideNav } from "./side-nav";

/** The side navigation of a narrow window, behind a button. */
export function MobileNav() {
  const t = useT();
  const [open, setOpen] = useState(false);
  return (
    <div className="md:hidden">
      <Button
        variant="ghost"
        size="icon"
        aria-label={t("app.openMenu")}
        aria-expanded={open}
        onClick={() => setOpen(true)}
      >
        <Menu aria-hidden />
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={t("app.menu")} side="left">
        <div className="-mx-4 flex h-full flex-col">
          <SideNav onNavigate={() => setOpen(false)} />
        </div>
      </Dialog>
    </div>
  );
}
