import { ChevronRight } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import type { Translator } from "@/lib/shared/messages/translate";
import { cn } from "../ui/cn";

/** A step of the way to this page; the last one is the page itself and has no link. */
export interface Crumb {
  readonly text: string;
  readonly href?: string;
}

export function Page({
  t,
  crumbs,
  children,
  className,
}: {
  t: Translator;
  crumbs: readonly Crumb[];
  children: ReactNode;
  className?: string;
}) {
  return (
    <>
      {/* Lies in the header of the shell, between its menu and its tools, which stay while pages come and go. */}
      <div className="pointer-events-none sticky top-0 z-40 -mt-12 mr-32 ml-13 flex h-12 shrink-0 items-center sm:ml-15 md:ml-5 lg:mr-[27.5rem] print:static print:mt-0">
        <Breadcrumbs t={t} crumbs={crumbs} />
      </div>
      <main id="content" tabIndex={-1} className={cn("min-w-0 flex-1 px-3 pt-4 pb-12 sm:px-5", className)}>
        {children}
      </main>
    </>
  );
}

function Breadcrumbs({ t, crumbs }: { t: Translator; crumbs: readonly Crumb[] }) {
  return (
    <nav aria-label={t("app.breadcrumbs")} className="pointer-events-auto min-w-0">
      <ol className="flex min-w-0 items-center gap-1 text-muted">
        {crumbs.map(({ text, href }, index) => {
          const isLast = index === crumbs.length - 1;
          return (
            <li
              key={`${href}${text}`}
              className={cn(
                "flex min-w-0 items-center gap-1",
                isLast ? "shrink" : "shrink-[4] max-sm:shrink",
                // A phone has room for the page and the one above it.
                index < crumbs.length - 2 && "max-sm:hidden",
              )}
            >
              {index > 0 && (
                <ChevronRight
                  aria-hidden
                  className={cn("size-3.5 shrink-0 text-faint", index < crumbs.length - 1 && "max-sm:hidden")}
                />
              )}
              {href && !isLast ? (
                <Link href={href} className="min-w-0 truncate rounded-sm hover:text-ink hover:underline" title={text}>
                  <bdi>{text}</bdi>
                </Link>
              ) : (
                <span
                  aria-current={isLast ? "page" : undefined}
                  className="min-w-0 truncate font-medium text-ink"
                  title={text}
                >
                  <bdi>{text}</bdi>
                </span>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

/** The heading of a page, what is said beside it, and what can be done, which the palette offers too. */
export function PageTitle({
  title,
  note,
  children,
  className,
}: {
  title: ReactNode;
  note?: ReactNode;
  children?: ReactNode;
  className?: string;
}) {
  return (
    <div className={cn("mb-3.5 flex min-h-8 flex-wrap items-center gap-x-3 gap-y-2", className)}>
      <h1 className="min-w-0 break-words font-semibold text-xl tracking-tight">{title}</h1>
      {note && <div className="flex min-w-0 flex-wrap items-center gap-x-2.5 text-muted">{note}</div>}
      {children && (
        <div data-page-actions className="ml-auto flex flex-wrap items-center gap-2">
          {children}
        </div>
      )}
    </div>
  );
}
