import Link from "next/link";
import { cn } from "./cn";

/** Views of one thing that each have an address. */
export function LinkTabs({
  label,
  tabs,
  current,
}: {
  label: string;
  tabs: readonly { readonly name: string; readonly label: string; readonly href: string }[];
  current: string;
}) {
  return (
    <nav aria-label={label} className="mb-4 overflow-x-auto border-line border-b">
      <ul className="-ml-2.5 flex gap-1">
        {tabs.map((tab) => (
          <li key={tab.name}>
            <Link
              href={tab.href}
              aria-current={tab.name === current ? "page" : undefined}
              scroll={false}
              className={cn(
                "relative flex h-9 items-center whitespace-nowrap px-2.5 text-muted hover:text-ink focus-visible:-outline-offset-2",
                "after:absolute after:inset-x-2.5 after:bottom-0 after:h-0.5 after:rounded-full",
                "aria-[current]:font-medium aria-[current]:text-ink aria-[current]:after:bg-accent",
              )}
            >
              {tab.label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
