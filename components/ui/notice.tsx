import { Ban, CircleAlert, CircleX, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn";

const KINDS = {
  info: { icon: Info, tone: "var(--running)" },
  warning: { icon: TriangleAlert, tone: "var(--stopping)" },
  error: { icon: CircleX, tone: "var(--failed)" },
  refused: { icon: CircleAlert, tone: "var(--stopping)" },
  forbidden: { icon: Ban, tone: "var(--abandoned)" },
} as const;

/** Something to be told, in place. `role` is the caller's: only what appears by itself is an alert. */
export function Notice({
  kind,
  title,
  children,
  className,
  role,
}: {
  kind: keyof typeof KINDS;
  title?: ReactNode;
  children?: ReactNode;
  className?: string;
  role?: "alert" | "status";
}) {
  const { icon: Icon, tone } = KINDS[kind];
  return (
    <div
      role={role}
      data-slot="notice"
      style={{ "--tone": tone } as React.CSSProperties} // custom property: React's type has no index for it
      className={cn("flex gap-2.5 rounded-lg border border-tone-soft bg-tone-soft px-3 py-2.5", className)}
    >
      <Icon aria-hidden className="mt-px size-4 shrink-0 text-tone" />
      <div className="min-w-0 flex-1">
        {title && <p className="font-semibold">{title}</p>}
        {children && <div className={cn("text-muted", title && "mt-0.5")}>{children}</div>}
      </div>
    </div>
  );
}
