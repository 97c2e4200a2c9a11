"use client";

import { ChevronRight } from "lucide-react";
import { type ReactNode, useLayoutEffect, useRef, useState } from "react";
import { useT } from "@/lib/client/locale";
import type { Id } from "@/lib/shared/views";
import { cn } from "../ui/cn";
import { Td, Tr } from "../ui/table";

/** The id, which opens what is behind it below the row. */
export function PreviewToggle({ id, isOpen, onToggle }: { id: Id; isOpen: boolean; onToggle: () => void }) {
  const t = useT();
  return (
    <button
      type="button"
      aria-expanded={isOpen}
      aria-controls={isOpen ? `preview-${id}` : undefined}
      aria-label={t("executions.preview", { id })}
      title={t("executions.preview", { id })}
      onClick={onToggle}
      className="-ml-1 inline-flex items-center gap-1 rounded-sm py-1 pr-1 hover:bg-raised"
    >
      <ChevronRight aria-hidden className={cn("size-3.5 text-muted transition-transform", isOpen && "rotate-90")} />
      {id}
    </button>
  );
}

/** Below the row it belongs to, across the columns that are in sight: a cell that spans hidden ones as well would make room for them. */
export function PreviewRow({ id, children }: { id: Id; children: ReactNode }) {
  const row = useRef<HTMLTableRowElement>(null);
  const [span, setSpan] = useState(1);
  useLayoutEffect(() => {
    const above = row.current?.previousElementSibling;
    if (!(above instanceof HTMLTableRowElement)) return;
    const watcher = new ResizeObserver(() => setSpan([...above.cells].filter((cell) => cell.offsetWidth > 0).length));
    watcher.observe(above);
    return () => watcher.disconnect();
  }, []);
  return (
    <Tr ref={row} className="@max-xl:hidden">
      <Td id={`preview-${id}`} colSpan={span} className="h-auto whitespace-normal bg-background/60 px-6 py-3">
        {children}
      </Td>
    </Tr>
  );
}
