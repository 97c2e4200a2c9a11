"use client";

import { Columns3 } from "lucide-react";
import { useT } from "@/lib/client/locale";
import { useOnDemand } from "@/lib/client/use-on-demand";
import { Button } from "../ui/button";
import { Menu } from "../ui/menu";
import type { ColumnChoicesProps } from "./column-choices";

/** How the list is drawn. Our own columns are the reader's taste and kept in the browser; promoted parameters belong to the address. */
export function ColumnMenu(props: ColumnChoicesProps) {
  const t = useT();
  const [choices, expect, want] = useOnDemand(() => import("./column-choices"));
  return (
    <Menu
      label={t("views.table")}
      className="w-80 max-w-[calc(100vw-1rem)]"
      onExpect={expect}
      onOpen={want}
      trigger={(button) => (
        <Button variant="ghost" size="sm" aria-label={t("views.table")} {...button}>
          <Columns3 aria-hidden />
          <span className="max-sm:hidden">{t("views.columns")}</span>
        </Button>
      )}
    >
      {choices && <choices.ColumnChoices {...props} />}
    </Menu>
  );
}
