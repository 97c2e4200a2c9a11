import type { ReactNode } from "react";
import type { Translator } from "@/lib/shared/messages/translate";
import type { ShellView } from "@/lib/shared/views";
import { CommandPalette } from "./command-palette";
import { HeaderTools } from "./header-tools";
import { LiveRegion } from "./live-region";
import { MobileNav } from "./mobile-nav";
import { ShellProvider } from "./shell-context";
import { ShortcutKeys } from "./shortcut-keys";
import { SideNav } from "./side-nav";

/** What stands around every page: skip link, navigation, where one is, and what is spoken. */
export function AppShell({ shell, t, children }: { shell: ShellView | null; t: Translator; children: ReactNode }) {
  return (
    <ShellProvider shell={shell}>
      <div className="grid min-h-dvh print:block grid-cols-[minmax(0,1fr)] md:grid-cols-[3.5rem_minmax(0,1fr)] xl:grid-cols-[13rem_minmax(0,1fr)]">
        <a
          href="#content"
          className="fixed top-2 left-2 z-50 -translate-y-16 rounded-md bg-accent px-3 py-2 font-medium text-accent-ink focus-visible:translate-y-0"
        >
          {t("app.skipToContent")}
        </a>
        <aside className="sticky top-0 hidden h-dvh border-line border-r bg-card md:flex md:flex-col print:hidden">
          <SideNav compact />
        </aside>
        <div className="flex min-w-0 flex-col">
          <header className="sticky top-0 z-30 flex h-12 shrink-0 items-center gap-2 border-line border-b bg-card px-3 sm:px-5 print:hidden">
            <MobileNav />
            <HeaderTools />
          </header>
          {children}
        </div>
        <LiveRegion />
        <CommandPalette />
        <ShortcutKeys />
      </div>
    </ShellProvider>
  );
}
