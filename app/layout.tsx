import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { LocaleProvider } from "@/lib/client/locale";
import { getTranslator, readPreferences } from "@/lib/server/preferences";
import { CATALOGUES } from "@/lib/shared/messages/catalogues";
import { fontVariables } from "./fonts";
import "./globals.css";
import { Providers } from "./providers";

/** Every page is about the database as it is now: a build that tried to draw one would open the engine and leave a process behind. */
export const dynamic = "force-dynamic";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslator();
  return { title: { template: `%s · ${t("app.name")}`, default: t("app.name") }, robots: "noindex" };
}

export const viewport: Viewport = {
  colorScheme: "light dark",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#ffffff" },
    { media: "(prefers-color-scheme: dark)", color: "#141519" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const { language, theme, timeZone } = await readPreferences();
  return (
    <html lang={language} className={cn(fontVariables, theme !== "system" && theme)} suppressHydrationWarning>
      <body>
        <LocaleProvider
          language={language}
          messages={CATALOGUES[language]}
          timeZone={timeZone ?? "UTC"}
          renderedAt={Date.now()}
        >
          <Providers>{children}</Providers>
        </LocaleProvider>
      </body>
    </html>
  );
}
