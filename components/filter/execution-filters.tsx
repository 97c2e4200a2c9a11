"use client";

import { Search } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { announce } from "@/lib/client/announce";
import { useT } from "@/lib/client/locale";
import { useOnDemand } from "@/lib/client/use-on-demand";
import { useSuggestionSources } from "@/lib/client/use-suggestion-sources";
import type { ExecutionFilter } from "@/lib/shared/filter/execution-filter";
import { type FilterChip, filterChips } from "@/lib/shared/filter/filter-chips";
import type { WrongPart } from "@/lib/shared/filter/filter-line";
import type { Suggestion } from "@/lib/shared/filter/filter-suggestions";
import type { ExecutionRow } from "@/lib/shared/views";
import { chipText, FilterChipItem } from "./filter-chip";

const NO_OFFERS = ["", []] as const;

/**
 * The filter line: conditions as chips, and a field that takes more of them. Enter or a finished suggestion applies;
 * Backspace in the empty field takes the last chip back into it, Left goes to the chips.
 */
export function ExecutionFilters({
  filter,
  rows,
  onChange,
  children,
}: {
  filter: ExecutionFilter;
  /** What is listed: its values are offered. */
  rows: readonly ExecutionRow[];
  onChange: (filter: ExecutionFilter) => void;
  children?: ReactNode;
}) {
  const t = useT();
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const [engine, expect, want] = useOnDemand(() => import("./filter-engine"));
  const [isWanted, setWanted] = useState(false);
  const [isEntered, setEntered] = useState(false);
  const known = useSuggestionSources(isWanted, text);
  const [wrong, setWrong] = useState<readonly WrongPart[]>([]);
  const chipList = useRef<HTMLUListElement>(null);

  const chips = filterChips(filter);
  const [before, offered] = open && engine ? engine.offersFor(text, rows, known) : NO_OFFERS;

  const apply = (line: string) => {
    if (!engine) {
      setEntered(true);
      return want();
    }
    const parsed = engine.applyFilterLine(filter, line, known.parameterNames);
    setText(parsed.rest.map((part) => part.text).join(" "));
    setWrong(parsed.rest);
    setActive(-1);
    setOpen(false);
    if (parsed.filter !== filter) onChange(parsed.filter);
  };
  // Enter was pressed before what understands the line had come.
  useEffect(() => {
    if (!engine || !isEntered) return;
    setEntered(false);
    if (text.trim() !== "") apply(text);
  });
  const take = (suggestion: Suggestion) => {
    if (suggestion.complete) return apply(before + suggestion.insert);
    setText(before + suggestion.insert);
    setActive(-1);
    field.current?.focus();
  };
  const edit = (chip: FilterChip) => {
    onChange(chip.without);
    setText(chipText(chip));
    setWrong([]);
    field.current?.focus();
  };
  const remove = (chip: FilterChip) => {
    onChange(chip.without);
    announce(t("filter.removed", { condition: chipText(chip) }));
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const chosen = offered[active];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const step = event.key === "ArrowDown" ? 1 : -1;
      setOpen(true);
      setActive((at) => (offered.length === 0 ? -1 : (at + step + offered.length) % offered.length));
    } else if (event.key === "Enter") {
      if (chosen) take(chosen);
      else if (text.trim() !== "") apply(text);
    } else if (event.key === "Tab" && chosen) take(chosen);
    else if (event.key === "Escape" && open) setOpen(false);
    else if (event.key === "Backspace" && text === "" && chips.length > 0) {
      const last = chips.at(-1);
      if (last) edit(last);
    } else if (event.key === "ArrowLeft" && text === "" && chips.length > 0) {
      chipsIn(chipList.current).at(-1)?.focus();
    } else return;
    event.preventDefault();
  };

  const onChipKeyDown = (event: KeyboardEvent<HTMLUListElement>) => {
    const all = chipsIn(event.currentTarget);
    const at = all.indexOf(event.target as HTMLElement); // other targets are not found
    if (at < 0) return;
    const chip = chips[at];
    if (event.key === "ArrowLeft") (all[at - 1] ?? all[0])?.focus();
    else if (event.key === "ArrowRight") (all[at + 1] ?? field.current)?.focus();
    else if ((event.key === "Delete" || event.key === "Backspace") && chip) remove(chip);
    else return;
    event.preventDefault();
  };

  return (
    <div className="flex min-h-11 flex-wrap items-center gap-x-2 gap-y-1.5 px-3 py-1.5">
      <Search aria-hidden className="size-3.5 shrink-0 text-muted" />
      {chips.length > 0 && (
        <ul ref={chipList} aria-label={t("filter.conditions")} className="contents" onKeyDown={onChipKeyDown}>
          {chips.map((chip) => (
            <FilterChipItem key={chipText(chip)} chip={chip} onEdit={() => edit(chip)} onRemove={() => remove(chip)} />
          ))}
        </ul>
      )}
      <div className="relative min-w-44 flex-1">
        <input
          ref={field}
          data-search-field
          role="combobox"
          aria-label={t("filter.label")}
          aria-expanded={offered.length > 0}
          aria-controls={engine ? `${id}-offers` : undefined}
          aria-activedescendant={active >= 0 ? `${id}-${active}` : undefined}
          aria-autocomplete="list"
          aria-describedby={wrong.length > 0 ? `${id}-problem` : undefined}
          aria-invalid={wrong.length > 0 || undefined}
          autoComplete="off"
          spellCheck={false}
          value={text}
          placeholder={chips.length > 0 ? t("filter.placeholderMore") : t("filter.placeholder")}
          onChange={(event) => {
            setText(event.target.value);
            setWrong([]);
            setOpen(true);
            setActive(-1);
            setEntered(false);
            expect();
          }}
          onFocus={() => {
            setOpen(true);
            setWanted(true);
            expect();
          }}
          onBlur={() => setOpen(false)}
          onKeyDown={onKeyDown}
          className="h-7 w-full rounded-sm bg-transparent px-1 outline-none text-ellipsis placeholder:text-faint focus-visible:outline-1 focus-visible:outline-offset-0"
        />
        {engine && <engine.FilterOffers id={id} offered={offered} active={active} onTake={take} />}
      </div>
      <div className="ml-auto flex shrink-0 items-center sm:gap-1">{children}</div>
      {wrong.length > 0 && (
        <div id={`${id}-problem`} role="alert" className="basis-full px-6 pb-1 text-status-failed text-xs">
          {wrong.map(({ text: part, wrong: why, ...values }) => (
            <p key={part} className="[overflow-wrap:anywhere]">
              {t(`filter.wrong.${why}`, values)}
            </p>
          ))}
        </div>
      )}
    </div>
  );
}

/** The part of each chip that the arrows stop at. */
function chipsIn(list: HTMLElement | null): HTMLElement[] {
  return [...(list?.querySelectorAll<HTMLElement>("[data-chip]") ?? [])];
}
