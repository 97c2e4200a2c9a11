"use client";

import { useEffect } from "react";
import { useT } from "./locale";

/** Keeps the title of the tab in step with what the page has come to know since it was drawn. */
export function usePageTitle(title: string): void {
  const t = useT();
  const full = `${title} · ${t("app.name")}`;
  useEffect(() => {
    if (document.title !== full) document.title = full;
  }, [full]);
}
