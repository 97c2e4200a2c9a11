"use client";

import { Bookmark, BookmarkCheck } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { announce } from "@/lib/client/announce";
import { useT } from "@/lib/client/locale";
import { useOnDemand } from "@/lib/client/use-on-demand";
import { type SavedView, useSavedViews } from "@/lib/client/use-saved-views";
import { type ExecutionFilter, isFiltered } from "@/lib/shared/filter/execution-filter";
import { routes } from "@/lib/shared/routes";
import { Button } from "../ui/button";
import { Menu } from "../ui/menu";

const ViewNameDialog = lazy(() => import("./view-name-dialog").then((module) => ({ default: module.ViewNameDialog })));

/** Lists under a name: ready-made ones, those of this browser, and what can be done with the one in sight. */
export function ViewMenu({ filter, columns }: { filter: ExecutionFilter; columns: readonly string[] }) {
  const t = useT();
  const [views, saveView, removeView, renameView] = useSavedViews();
  const [choices, expect, want] = useOnDemand(() => import("./view-choices"));
  const [naming, setNaming] = useState<"new" | SavedView | null>(null);
  const here = routes.executions.list(filter, {}, columns);
  const current = views.find((view) => view.href === here);
  const Icon = current ? BookmarkCheck : Bookmark;
  return (
    <>
      <Menu
        label={t("views.saved")}
        className="min-w-60 max-w-80"
        onExpect={expect}
        onOpen={want}
        trigger={(props) => (
          <Button variant="ghost" size="sm" {...props}>
            <Icon aria-hidden />
            <span className={current ? "max-w-40 truncate" : "max-sm:sr-only"}>
              {current?.name ?? t("views.saved")}
            </span>
          </Button>
        )}
      >
        {choices && (
          <choices.ViewChoices
            views={views}
            here={here}
            current={current}
            canSave={isFiltered(filter) || columns.length > 0}
            onName={setNaming}
            onRemove={() => removeView(here)}
          />
        )}
      </Menu>
      {naming && (
        <Suspense>
          <ViewNameDialog
            initial={naming === "new" ? "" : naming.name}
            taken={views.map(({ name }) => name)}
            onClose={() => setNaming(null)}
            onSave={(name) => {
              if (naming === "new") saveView({ name, href: here });
              else renameView(naming, name);
              setNaming(null);
              announce(t("views.savedAs", { name }));
            }}
          />
        </Suspense>
      )}
    </>
  );
}
