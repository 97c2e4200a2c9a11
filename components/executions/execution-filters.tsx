"use client";

import { Search, X } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from "react";
import { announce } from "@/lib/client/announce";
import { useT } from "@/lib/client/locale";
import { useSuggestionSources } from "@/lib/client/use-suggestion-sources";
import type { ExecutionFilter } from "@/lib/shared/execution-filter";
import { applyFilterLine, type FilterChip, filterChips } from "@/lib/shared/filter-line";
import { type Suggestion, suggest } from "@/lib/shared/filter-suggestions";
import { cn } from "../ui/cn";

/**
 * The filter line: conditions as chips, and a field that takes more of them. Enter or a finished suggestion applies;
 * Backspace in the empty field takes the last chip back into it.
 */
export function ExecutionFilters({
  filter,
  onChange,
  children,
}: {
  filter: ExecutionFilter;
  onChange: (filter: ExecutionFilter) => void;
  children?: ReactNode;
}) {
  const t = useT();
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const [isWanted, setWanted] = useState(false);
  const sources = useSuggestionSources(isWanted);
  const [problem, setProblem] = useState<string | null>(null);

  const chips = filterChips(filter);
  const [before, word] = splitLastWord(text);
  const offered = open ? suggest(word, sources) : [];

  const apply = (line: string) => {
    const parsed = applyFilterLine(filter, line);
    const left = parsed.rest.join(" ");
    setText(left);
    setProblem(left ? t("filter.notUnderstood", { text: left }) : null);
    setActive(-1);
    setOpen(false);
    if (parsed.filter !== filter) onChange(parsed.filter);
  };
  const take = (suggestion: Suggestion) => {
    if (suggestion.complete) return apply(before + suggestion.insert);
    setText(before + suggestion.insert);
    setActive(-1);
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
      if (last) {
        onChange(last.without);
        setText(chipText(last));
      }
    } else return;
    event.preventDefault();
  };

  return (
    <div className="flex min-h-11 flex-wrap items-center gap-x-2 gap-y-1.5 px-3 py-1.5">
      <Search aria-hidden className="size-3.5 shrink-0 text-muted" />
      {chips.length > 0 && (
        <ul aria-label={t("filter.conditions")} className="contents">
          {chips.map((chip) => (
            <Chip key={chipText(chip)} chip={chip} onRemove={() => remove(chip)} />
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
          aria-controls={`${id}-offers`}
          aria-activedescendant={active >= 0 ? `${id}-${active}` : undefined}
          aria-autocomplete="list"
          aria-describedby={problem ? `${id}-problem` : undefined}
          aria-invalid={problem ? true : undefined}
          autoComplete="off"
          spellCheck={false}
          value={text}
          placeholder={chips.length > 0 ? t("filter.placeholderMore") : t("filter.placeholder")}
          onChange={(event) => {
            setText(event.target.value);
            setProblem(null);
            setOpen(true);
            setActive(-1);
          }}
          onFocus={() => {
            setOpen(true);
            setWanted(true);
          }}
          onBlur={() => setOpen(false)}
          onKeyDown={onKeyDown}
          className="h-7 w-full rounded-sm bg-transparent px-1 outline-none placeholder:text-faint focus-visible:outline-1 focus-visible:outline-offset-0"
        />
        <Offers id={id} offered={offered} active={active} onTake={take} />
        {problem && (
          <p id={`${id}-problem`} className="px-1 text-status-failed text-xs">
            {problem}
          </p>
        )}
      </div>
      {children}
    </div>
  );
}

function Chip({ chip, onRemove }: { chip: FilterChip; onRemove: () => void }) {
  const t = useT();
  const { label, value } = chipWords(chip, t);
  return (
    <li className="inline-flex h-6 max-w-full items-center rounded-md border border-line bg-raised text-xs">
      <span className="truncate py-0.5 pl-2">
        {label && <span className="text-muted">{label} </span>}
        <span className="font-medium">{value}</span>
      </span>
      <button
        type="button"
        onClick={onRemove}
        aria-label={t("filter.remove", { condition: chipText(chip) })}
        className="grid h-full w-6 shrink-0 place-items-center rounded-md text-muted hover:text-ink"
      >
        <X aria-hidden className="size-3" />
      </button>
    </li>
  );
}

function chipWords(chip: FilterChip, t: ReturnType<typeof useT>): { label: string; value: string } {
  if (chip.key === "stuck") return { label: "", value: t("filter.stuck") };
  if (chip.key === "text") return { label: t("filter.text"), value: `“${chip.value}”` };
  if (chip.key === "id") return { label: "#", value: chip.value };
  if (chip.key === "status") return { label: "status", value: t.find(`status.${chip.value}`) ?? chip.value };
  if (chip.key === "started" && /^\d+[mhdw]$/.test(chip.value)) {
    return { label: "started", value: t("filter.last", { span: chip.value }) };
  }
  if (chip.key === "-job") return { label: "−job", value: chip.value };
  return { label: chip.key === "param." ? (chip.name ?? "") : chip.key, value: chip.value };
}

/** The condition as it would be typed. */
function chipText(chip: FilterChip): string {
  const value = /\s/.test(chip.value) ? `"${chip.value}"` : chip.value;
  if (chip.key === "text") return chip.value;
  if (chip.key === "id") return `#${chip.value}`;
  if (chip.key === "param.") return `param.${chip.name}:${value}`;
  if (chip.key === "status") return `status:${value.toLowerCase()}`;
  return `${chip.key}:${value}`;
}

function splitLastWord(text: string): [before: string, word: string] {
  const word = /(?:[^\s"]|"[^"]*"?)*$/.exec(text)?.[0] ?? "";
  return [text.slice(0, text.length - word.length), word];
}

function Offers({
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
      className="absolute top-full left-0 z-20 mt-1.5 w-80 max-w-[calc(100vw-2rem)] rounded-lg bg-card p-1 shadow-float"
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
          <span className="mono min-w-0 shrink-0 max-w-full truncate text-ink">{suggestion.insert}</span>
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
