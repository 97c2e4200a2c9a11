import type { ReactNode } from "react";
import { AppShell } from "@/components/shell/app-shell";
import { getTranslator } from "@/lib/server/preferences";
import { readShell } from "@/lib/server/read-model/shell";

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const [t, shell] = await Promise.all([getTranslator(), readShell()]);
  return (
    <AppShell shell={shell} t={t}>
      {children}
    </AppShell>
  );
}
