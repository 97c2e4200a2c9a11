import { cn } from "./cn";

/**
 * A counter. Zero is faint, so that a number that matters stands out; `tone` says what kind of matter it is.
 * `text` is the formatted figure.
 */
export function Count({
  value,
  text,
  exact,
  tone = "ink",
  className,
}: {
  value: number | bigint | null;
  text: string;
  /** The whole figure where `text` is a shortened one. */
  exact?: string | undefined;
  tone?: "ink" | "warn" | "bad" | undefined;
  className?: string;
}) {
  if (value === null) return <span className={cn("text-faint", className)}>{text}</span>;
  const isZero = Number(value) === 0;
  return (
    <span
      title={exact}
      className={cn(
        "tabular-nums",
        isZero
          ? "text-faint"
          : tone === "warn"
            ? "font-medium text-warning"
            : tone === "bad"
              ? "font-medium text-status-failed"
              : "",
        className,
      )}
    >
      {text}
    </span>
  );
}
