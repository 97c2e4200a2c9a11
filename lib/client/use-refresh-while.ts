"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { LIVE_MS } from "@/lib/shared/queries/polling";

/** Has the server draw the page again, at twice the pace of a poll, while `isLive` and the tab is seen. */
export function useRefreshWhile(isLive: boolean): void {
  const router = useRouter();
  useEffect(() => {
    if (!isLive) return;
    const timer = setInterval(() => {
      if (!document.hidden) router.refresh();
    }, LIVE_MS * 2);
    return () => clearInterval(timer);
  }, [isLive, router]);
}
