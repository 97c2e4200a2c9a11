import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";

/** A bordered sheet with a heading line. Its content brings its own padding, so that tables run edge to edge. */
export function Panel({ className, ...props }: ComponentProps<"section">) {
  return (
    <section
      data-slot="panel"
      className={cn("min-w-0 overflow-clip rounded-xl border border-line bg-card shadow-card", className)}
      {...props}
    />
  );
}

export function PanelHeader({
  title,
  id,
  note,
  children,
  className,
}: {
  title: ReactNode;
  id?: string;
  note?: ReactNode;
  children?: ReactNode;
  className?: string;
}) {
  return (
    <div
      data-slot="panel-header"
      className={cn(
        "flex min-h-10 flex-wrap items-center gap-x-2.5 gap-y-1 border-line-soft border-b px-3.5 py-1.5",
        className,
      )}
    >
      <h2 id={id} className="font-semibold">
        {title}
      </h2>
      {note && <span className="text-muted text-xs">{note}</span>}
      {children && <div className="ml-auto flex items-center gap-2">{children}</div>}
    </div>
  );
}
