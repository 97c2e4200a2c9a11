"use client";

import { Bookmark, Link2, Pencil, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { announce, toast } from "@/lib/client/announce";
import { useT } from "@/lib/client/locale";
import type { SavedView } from "@/lib/client/use-saved-views";
import { BUILT_IN_VIEWS } from "@/lib/shared/filter/built-in-views";
import { routes } from "@/lib/shared/routes";
import { copyText } from "../ui/copy-button";
import { MenuCheckItem, MenuItem, MenuLabel, MenuSeparator } from "../ui/menu-items";

/** Ready-made views, those of this browser, and what can be done with the one in sight; what the menu of views holds. */
export function ViewChoices({
  views,
  here,
  current,
  canSave,
  onName,
  onRemove,
}: {
  views: readonly SavedView[];
  /** Address of the list in sight, without the place in it. */
  here: string;
  current: SavedView | undefined;
  canSave: boolean;
  onName: (view: "new" | SavedView) => void;
  onRemove: () => void;
}) {
  const t = useT();
  const copyLink = async () => {
    const isDone = await copyText(window.location.origin + here);
    toast(
      isDone
        ? { kind: "done", title: t("views.linkCopied") }
        : { kind: "refused", title: t("common.copyFailed"), body: here },
    );
  };
  return (
    <>
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
          <MenuItem onSelect={() => onName(current)}>
            <Pencil aria-hidden />
            {t("views.rename")}
          </MenuItem>
          <MenuItem
            onSelect={() => {
              onRemove();
              announce(t("views.removed"));
            }}
          >
            <Trash2 aria-hidden />
            {t("views.remove")}
          </MenuItem>
        </>
      ) : (
        <MenuItem disabled={!canSave} onSelect={() => onName("new")}>
          <Bookmark aria-hidden />
          {t("views.save")}
        </MenuItem>
      )}
      <MenuItem onSelect={copyLink}>
        <Link2 aria-hidden />
        {t("views.copyLink")}
      </MenuItem>
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
