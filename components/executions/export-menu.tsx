"use client";

import { Download } from "lucide-react";
import { useT } from "@/lib/client/locale";
import { useOnDemand } from "@/lib/client/use-on-demand";
import { Button } from "../ui/button";
import { Menu } from "../ui/menu";
import type { ExportChoicesProps } from "./export-choices";

/** All that the filter matches as a file, or the command that asks for it. */
export function ExportMenu(props: ExportChoicesProps) {
  const t = useT();
  const [choices, expect, want] = useOnDemand(() => import("./export-choices"));
  return (
    <Menu
      label={t("export.title")}
      className="min-w-56"
      onExpect={expect}
      onOpen={want}
      trigger={(button) => (
        <Button variant="ghost" size="sm" aria-label={t("export.title")} {...button}>
          <Download aria-hidden />
          <span className="max-sm:hidden">{t("export.title")}</span>
        </Button>
      )}
    >
      {choices && <choices.ExportChoices {...props} />}
    </Menu>
  );
}
