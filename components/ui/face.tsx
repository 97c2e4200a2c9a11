import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn";

/** What stands where data would: nothing yet, an error, a closed door. Says what to do next. */
export function Face({
  icon: Icon,
  title,
  level = "p",
  children,
  actions,
  className,
}: {
  icon: LucideIcon;
  title: ReactNode;
  level?: "h1" | "h2" | "p";
  children?: ReactNode;
  actions?: ReactNode;
  className?: string;
}) {
  const Title = level;
  return (
    <div
      data-slot="face"
      className={cn("flex flex-col items-center justify-center gap-1.5 px-6 py-12 text-center", className)}
    >
      <Icon aria-hidden className="mb-1.5 size-6 text-faint" strokeWidth={1.5} />
      <Title className="font-semibold text-base">{title}</Title>
      {children && <div className="max-w-[52ch] text-muted">{children}</div>}
      {actions && <div className="mt-3 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  );
}
