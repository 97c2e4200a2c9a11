"use client";

import { createContext, type ReactNode, use } from "react";
import type { ShellView } from "@/lib/shared/views";

const ShellContext = createContext<ShellView | null>(null);

export function ShellProvider({ shell, children }: { shell: ShellView | null; children: ReactNode }) {
  return <ShellContext value={shell}>{children}</ShellContext>;
}

/** Environment and permissions of this console; null while the database cannot be reached. */
export function useShell(): ShellView | null {
  return use(ShellContext);
}
