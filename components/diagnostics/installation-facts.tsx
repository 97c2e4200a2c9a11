import { useT } from "@/lib/client/locale";
import { useFormat } from "@/lib/client/use-format";
import { apiRoutes } from "@/lib/shared/api-routes";
import type { DiagnosticsView } from "@/lib/shared/views";
import { Fact, Facts } from "../ui/facts";

/** A clock this far from ours makes times lie. */
const SKEW_MS = 2_000;

/** Which database this is, what it says of itself, and what may be done in it. */
export function InstallationFacts({ view }: { view: DiagnosticsView }) {
  const t = useT();
  const format = useFormat();
  return (
    <Facts className="mb-4">
      <Fact name={t("diagnostics.database")}>
        {view.database} <span className="text-muted">{view.serverVersion}</span>
      </Fact>
      <Fact name={t("diagnostics.address")}>
        <span className="mono [overflow-wrap:anywhere]">{view.url}</span>
      </Fact>
      <Fact name={t("diagnostics.tables")}>
        {t("app.tables", { generation: String(view.generation) })}{" "}
        <span className="mono text-muted">{view.tablePrefix}</span>
      </Fact>
      <Fact name={t("diagnostics.zone")}>{view.timeZone}</Fact>
      <Fact name={t("diagnostics.skew")}>
        {view.clockSkewMs === null ? (
          "–"
        ) : (
          <span className={Math.abs(view.clockSkewMs) > SKEW_MS ? "font-medium text-warning" : undefined}>
            {view.clockSkewMs < 0 ? "−" : "+"}
            {format.duration(Math.abs(view.clockSkewMs))}
          </span>
        )}
      </Fact>
      <Fact name={t("diagnostics.sequences")}>
        {t(`diagnostics.sequenceKinds.${view.sequences.kind}`)}{" "}
        <span className="mono text-muted">{view.sequences.names[0]}</span>
      </Fact>
      <Fact name={t("diagnostics.contextFormat")}>
        <span className="mono">{view.contextFormat}</span>
      </Fact>
      <Fact name={t("diagnostics.rights")}>
        {t(
          view.rights.launch
            ? "diagnostics.mayAll"
            : view.rights.operate
              ? "diagnostics.mayOperate"
              : "diagnostics.mayLook",
        )}
      </Fact>
      <Fact name={t("diagnostics.sideTables")}>{t(view.sideTables ? "common.yes" : "common.no")}</Fact>
      <Fact name={t("diagnostics.api")}>
        <a href={apiRoutes.document()} className="mono text-accent-text hover:underline">
          {apiRoutes.document()}
        </a>
      </Fact>
      {view.readOnly && <Fact name={t("app.readOnly")}>{t("common.yes")}</Fact>}
    </Facts>
  );
}
