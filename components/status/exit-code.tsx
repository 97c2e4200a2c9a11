import { cn } from "../ui/cn";

/** An exit code is free text, up to 2500 characters: one line, the whole of it on hover. */
export function ExitCode({
  code,
  failed = false,
  className,
}: {
  code: string | null;
  failed?: boolean;
  className?: string;
}) {
  if (!code) return <span className="text-faint">–</span>;
  return (
    <span
      title={code.length > 24 ? code : undefined}
      className={cn(
        "mono inline-block max-w-52 truncate align-bottom",
        failed ? "text-status-failed" : "text-muted",
        className,
      )}
    >
      {code}
    </span>
  );
}
