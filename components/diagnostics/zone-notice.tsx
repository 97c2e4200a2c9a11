import { useT } from "@/lib/client/locale";
import { useFormat } from "@/lib/client/use-format";
import type { DiagnosticsView } from "@/lib/shared/views";
import { Notice } from "../ui/notice";

/** The zone that was told is not the one the rows are written in: proven by a row that was just written, or by times in the future. */
export function ZoneNotice({ view: { zoneEvidence, aheadMs, timeZone } }: { view: DiagnosticsView }) {
  const t = useT();
  const format = useFormat();
  if (zoneEvidence && zoneEvidence.differenceMs !== 0) {
    const duration = format.duration(Math.abs(zoneEvidence.differenceMs));
    const { offset, zones } = zoneEvidence;
    return (
      <Notice kind="warning" className="mb-4" title={t("diagnostics.zone")}>
        {t(zoneEvidence.differenceMs < 0 ? "diagnostics.writtenBehind" : "diagnostics.writtenAhead", {
          duration,
          zone: timeZone,
          offset,
        })}
        {zones.length > 0 && ` ${t("diagnostics.zonesThere", { zones: zones.join(", ") })}`}
      </Notice>
    );
  }
  if (aheadMs === null) return null;
  return (
    <Notice kind="warning" className="mb-4" title={t("diagnostics.zone")}>
      {t("diagnostics.ahead", { duration: format.duration(aheadMs), zone: timeZone })}
    </Notice>
  );
}
