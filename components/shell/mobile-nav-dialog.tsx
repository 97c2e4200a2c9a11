"use client";

import { useT } from "@/lib/client/locale";
import { Dialog } from "../ui/dialog";
import { SideNav } from "./side-nav";

export function MobileNavDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useT();
  return (
    <Dialog open={open} onClose={onClose} title={t("app.menu")} side="left">
      <div className="-mx-4 flex h-full flex-col">
        <SideNav onNavigate={onClose} />
      </div>
    </Dialog>
  );
}
