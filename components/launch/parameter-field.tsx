"use client";

import { Fingerprint } from "lucide-react";
import { useT } from "@/lib/client/locale";
import { checkboxMarkerOf, fieldNameOf } from "@/lib/shared/parameter-form";
import type { FieldView } from "@/lib/shared/views";
import { Checkbox } from "../ui/checkbox";
import { Field, type FieldControl } from "../ui/field";
import { Input, Select } from "../ui/input";

/** One parameter of the launch form, drawn from the job's schema. `changedFrom` is its value in the execution it is run again from. */
export function ParameterField({
  field,
  value,
  error,
  changedFrom,
  onChange,
}: {
  field: FieldView;
  value: string;
  error: string | undefined;
  changedFrom: string | null;
  onChange: (value: string) => void;
}) {
  const t = useT();
  const aside = (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      {field.title !== field.name && <span className="mono">{field.name}</span>}
      <span>{t(`launch.kinds.${field.kind}`)}</span>
      {field.identifying && (
        <span className="inline-flex items-center gap-1 text-accent-text" title={t("launch.identifyingHint")}>
          <Fingerprint aria-hidden className="size-3" />
          {t("parameters.identifying")}
        </span>
      )}
      <span>{t(field.required ? "common.required" : "common.optional")}</span>
    </span>
  );
  const hints = [
    field.help,
    field.incrementerNext !== null &&
      value !== field.incrementerNext &&
      t("launch.next", { value: field.incrementerNext }),
    changedFrom !== null && t("launch.before", { value: changedFrom || t("parameters.empty") }),
  ].filter(Boolean);
  return (
    <Field
      label={field.title}
      aside={aside}
      hint={hints.length > 0 ? hints.join(" · ") : undefined}
      {...(error ? { error } : {})}
      className={changedFrom !== null ? "border-accent border-l-2 pl-3" : undefined}
    >
      {(control) => <Control field={field} value={value} control={control} onChange={onChange} />}
    </Field>
  );
}

const INPUT_TYPES = {
  long: "text",
  double: "text",
  date: "date",
  datetime: "datetime-local",
  text: "text",
  secret: "password",
} as const;

function Control({
  field,
  value,
  control,
  onChange,
}: {
  field: FieldView;
  value: string;
  control: FieldControl;
  onChange: (value: string) => void;
}) {
  const t = useT();
  const name = fieldNameOf(field.name);
  if (field.kind === "boolean") {
    return (
      <span className="flex h-8 items-center gap-2">
        <input type="hidden" name={checkboxMarkerOf(field.name)} value="1" />
        <Checkbox
          {...control}
          name={name}
          value="true"
          checked={value === "true"}
          onChange={(event) => onChange(event.target.checked ? "true" : "false")}
        />
        <span aria-hidden className="text-muted">
          {t(value === "true" ? "common.yes" : "common.no")}
        </span>
      </span>
    );
  }
  if (field.kind === "choice") {
    return (
      <Select {...control} name={name} value={value} onChange={(event) => onChange(event.target.value)}>
        {(!field.required || value === "") && <option value="">{t("launch.choose")}</option>}
        {field.choices?.map((choice) => (
          <option key={choice} value={choice}>
            {choice}
          </option>
        ))}
      </Select>
    );
  }
  const listId = `${control.id}-last`;
  const offersLast = field.lastValues.length > 0 && INPUT_TYPES[field.kind] === "text";
  return (
    <>
      <Input
        {...control}
        name={name}
        type={INPUT_TYPES[field.kind]}
        inputMode={field.kind === "long" ? "numeric" : field.kind === "double" ? "decimal" : undefined}
        step={field.kind === "datetime" ? 1 : undefined}
        min={field.kind === "date" || field.kind === "datetime" ? (field.minimum ?? undefined) : undefined}
        max={field.kind === "date" || field.kind === "datetime" ? (field.maximum ?? undefined) : undefined}
        autoComplete="off"
        spellCheck={false}
        aria-required={field.required || undefined}
        placeholder={field.incrementerNext ?? undefined}
        list={offersLast ? listId : undefined}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      {offersLast && (
        <datalist id={listId}>
          {field.lastValues.map((last) => (
            <option key={last} value={last} />
          ))}
        </datalist>
      )}
    </>
  );
}
