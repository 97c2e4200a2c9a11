import { ChevronRight } from "lucide-react";
import { useT } from "@/lib/client/locale";
import type { Id } from "@/lib/shared/views";
import { cn } from "../ui/cn";

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
