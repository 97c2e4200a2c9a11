import type { KeyParameter } from "@/lib/shared/views";
import { cn } from "../ui/cn";

/** Parameters on one line, `name=value`, identifying ones in ink; the whole of it on hover. */
export function ParameterList({ parameters, className }: { parameters: readonly KeyParameter[]; className?: string }) {
  if (parameters.length === 0) return <span className={cn("text-faint", className)}>–</span>;
  return (
    <span
      className={cn("block truncate text-muted text-xs", className)}
      title={parameters.map(({ name, value }) => `${name}=${value ?? ""}`).join("\n")}
    >
      {parameters.map(({ name, value, identifying }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: no key of the table keeps a name from being there twice
        <span key={`${index}${name}`}>
          {index > 0 && <span className="text-faint"> · </span>}
          <bdi>{name}</bdi>=<bdi className={identifying ? "text-ink" : undefined}>{value ?? "–"}</bdi>
        </span>
      ))}
    </span>
  );
}
