import { useT } from "@/lib/client/locale";
import type { IndexCheck } from "@/lib/shared/views";
import { toneStyle } from "../status/tone";
import { Badge } from "../ui/badge";
import { CopyButton } from "../ui/copy-button";
import { Panel, PanelHeader } from "../ui/panel";

/** Indexes that the console asks for, with the DDL of those that are missing. */
export function IndexList({ indexes }: { indexes: readonly IndexCheck[] }) {
  const t = useT();
  const missing = indexes.filter((index) => !index.present);
  return (
    <Panel aria-labelledby="indexes-title">
      <PanelHeader
        id="indexes-title"
        title={t("diagnostics.indexes")}
        note={missing.length === 0 ? t("diagnostics.allPresent") : t("diagnostics.missing", { count: missing.length })}
      >
        {missing.length > 0 && (
          <CopyButton
            text={missing.map((index) => `${index.ddl};`).join("\n")}
            label={t("diagnostics.copyDdl")}
            size="sm"
            variant="default"
            className="h-7 w-auto px-2.5"
          >
            {t("diagnostics.copyDdl")}
          </CopyButton>
        )}
      </PanelHeader>
      <ul>
        {indexes.map((index) => (
          <li
            key={`${index.table}${index.columns.join()}`}
            className="border-line-soft border-b px-3.5 py-2 last:border-b-0"
          >
            <div className="flex flex-wrap items-baseline gap-x-2">
              <span className="mono [overflow-wrap:anywhere]">
                {index.table} ({index.columns.join(", ")})
              </span>
              <Badge variant="tone" style={toneStyle(index.present ? "COMPLETED" : "warning")} className="ml-auto">
                {t(index.present ? "diagnostics.present" : "diagnostics.absent")}
              </Badge>
            </div>
            <p className="text-muted text-xs">{t(`diagnostics.indexUse.${index.use}`)}</p>
            {!index.present && (
              <pre className="mono mt-1 overflow-x-auto whitespace-pre-wrap rounded-md bg-raised px-2 py-1 [overflow-wrap:anywhere]">
                {index.ddl}
              </pre>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
