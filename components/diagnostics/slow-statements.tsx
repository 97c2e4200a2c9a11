import { useT } from "@/lib/client/locale";
import { useFormat } from "@/lib/client/use-format";
import type { DiagnosticsView } from "@/lib/shared/views";
import { Time } from "../ui/time";
import { Section } from "./section";

/** What the console waited for longest. */
export function SlowStatements({ view }: { view: DiagnosticsView }) {
  const t = useT();
  const format = useFormat();
  return (
    <Section
      title={t("diagnostics.slow")}
      note={t("diagnostics.asked", {
        count: format.number(view.statements.count),
        average: format.duration(view.statements.ms / Math.max(1, view.statements.count)),
      })}
      empty={view.slowQueries.length === 0 && t("diagnostics.noSlow")}
    >
      <ul>
        {view.slowQueries.map((query) => (
          <li
            key={`${query.at}${query.sql}`}
            className="flex gap-3 border-line-soft border-b px-3.5 py-2 last:border-b-0"
          >
            <span className="w-16 shrink-0 text-right tabular-nums">{format.duration(query.ms)}</span>
            <details className="group min-w-0 flex-1">
              <summary className="mono truncate text-muted group-open:whitespace-normal group-open:[overflow-wrap:anywhere]">
                {query.sql}
              </summary>
            </details>
            <Time at={query.at} show="relative" className="shrink-0 text-muted text-xs" />
          </li>
        ))}
      </ul>
    </Section>
  );
}
