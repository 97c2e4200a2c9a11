import { useT } from "@/lib/client/locale";
import { useShell } from "../shell/shell-context";
import { Field } from "../ui/field";
import { Textarea } from "../ui/input";

/** Longest reason: the width of the audit column that keeps it. */
const REASON_LENGTH_MAX = 500;

/** Why something is done, for those who read the audit later; may stay empty. */
export function ReasonField({ value, onChange }: { value: string; onChange: (reason: string) => void }) {
  const t = useT();
  const keepsActivity = useShell()?.keepsActivity ?? true;
  return (
    <Field
      label={t("action.reason")}
      aside={t("common.optional")}
      hint={t(keepsActivity ? "action.reasonHint" : "action.reasonNotKept")}
    >
      {(control) => (
        <Textarea
          {...control}
          data-autofocus
          rows={2}
          maxLength={REASON_LENGTH_MAX}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
