"use client";

import { Bookmark, BookmarkCheck, Link2, Pencil, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { lazy, Suspense, useState } from "react";
import { announce, toast } from "@/lib/client/announce";
import { useT } from "@/lib/client/locale";
import { type SavedView, useSavedViews } from "@/lib/client/use-saved-views";
import { BUILT_IN_VIEWS } from "@/lib/shared/built-in-views";
import { type ExecutionFilter, isFiltered } from "@/lib/shared/execution-filter";
import { routes } from "@/lib/shared/routes";
import { Button } from "../ui/button";
import { copyText } from "../ui/copy-button";
import { Menu, MenuCheckItem, MenuItem, MenuLabel, MenuSeparator } from "../ui/menu";

const ViewNameDialog = lazy(() => import("./view-name-dialog").then((module) => ({ default: module.ViewNameDialog })));

/** Lists under a name: ready-made ones, those of this browser, and what can be done with the one in sight. */
export function ViewMenu({ filter, columns }: { filter: ExecutionFilter; columns: readonly string[] }) {
  const t = useT();
  const [views, saveView, removeView, renameView] = useSavedViews();
  const [naming, setNaming] = useState<"new" | SavedView | null>(null);
  const here = routes.executions.list(filter, {}, columns);
  const current = views.find((view) => view.href === here);
  const copyLink = async () => {
    const isDone = await copyText(window.location.origin + here);
    toast(
      isDone
        ? { kind: "done", title: t("views.linkCopied") }
        : { kind: "refused", title: t("common.copyFailed"), body: here },
    );
  };
  const Icon = current ? BookmarkCheck : Bookmark;
  return (
    <>
      <Menu
        label={t("views.saved")}
        className="min-w-60 max-w-80"
        trigger={(props) => (
          <Button variant="ghost" size="sm" {...props}>
            <Icon aria-hidden />
            <span className={current ? "max-w-40 truncate" : "max-sm:sr-only"}>
              {current?.name ?? t("views.saved")}
            </span>
          </Button>
        )}
      >
        <MenuLabel>{t("views.builtIn")}</MenuLabel>
        {BUILT_IN_VIEWS.map(({ word, filter: each }) => (
          <ViewItem key={word} name={t(word)} href={routes.executions.list(each)} here={here} />
        ))}
        {views.length > 0 && <MenuLabel>{t("views.own")}</MenuLabel>}
        {views.map((view) => (
          <ViewItem key={view.name} name={view.name} href={view.href} here={here} />
        ))}
        <MenuSeparator />
        {current ? (
          <>
            <MenuItem onSelect={() => setNaming(current)}>
              <Pencil aria-hidden />
              {t("views.rename")}
            </MenuItem>
            <MenuItem
              onSelect={() => {
                removeView(here);
                announce(t("views.removed"));
              }}
            >
              <Trash2 aria-hidden />
              {t("views.remove")}
            </MenuItem>
          </>
        ) : (
          <MenuItem disabled={!isFiltered(filter) && columns.length === 0} onSelect={() => setNaming("new")}>
            <Bookmark aria-hidden />
            {t("views.save")}
          </MenuItem>
        )}
        <MenuItem onSelect={copyLink}>
          <Link2 aria-hidden />
          {t("views.copyLink")}
        </MenuItem>
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

function ViewItem({ name, href, here }: { name: string; href: string; here: string }) {
  const router = useRouter();
  return (
    <MenuCheckItem radio checked={href === here} onSelect={() => router.push(href)}>
      <bdi className="truncate">{name}</bdi>
    </MenuCheckItem>
  );
}
