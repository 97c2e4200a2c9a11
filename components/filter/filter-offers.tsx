"use client";

import { useT } from "@/lib/client/locale";
import type { Suggestion } from "@/lib/shared/filter/filter-suggestions";
import { cn } from "../ui/cn";

/** What the filter line offers for the word under the cursor. Focus stays in the line. */
export function FilterOffers({
  id,
  offered,
  active,
  onTake,
}: {
  id: string;
  offered: readonly Suggestion[];
  active: number;
  onTake: (suggestion: Suggestion) => void;
}) {
  const t = useT();
  return (
    <div
      id={`${id}-offers`}
      role="listbox"
      aria-label={t("filter.suggestions")}
      hidden={offered.length === 0}
      className="absolute top-full left-0 z-30 mt-1.5 w-80 max-w-[calc(100vw-2rem)] rounded-lg bg-card p-1 shadow-float"
    >
      {offered.map((suggestion, index) => (
        // biome-ignore lint/a11y/useFocusableInteractive: focus stays in the field, which points here with aria-activedescendant
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field handles the keys
        <div
          key={suggestion.insert}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === active}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onTake(suggestion)}
          className={cn(
            "flex min-h-8 cursor-pointer items-center gap-3 rounded-md px-2 hover:bg-raised",
            index === active && "bg-accent-soft",
          )}
        >
          <bdi className="mono min-w-0 max-w-full shrink-0 truncate text-ink">{suggestion.insert}</bdi>
          <span className="ml-auto truncate text-muted text-xs">
            {suggestion.kind === "key" || suggestion.kind === "text" || suggestion.kind === "id"
              ? (t.find(`filter.help.${suggestion.key}`) ?? "")
              : ""}
          </span>
        </div>
      ))}
    </div>
  );
}
