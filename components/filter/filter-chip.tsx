"use client";

import { X } from "lucide-react";
import { useT } from "@/lib/client/locale";
import type { FilterChip } from "@/lib/shared/filter/filter-chips";

/** A condition. Pressed, it goes back into the line to be changed; its cross takes it away. */
export function FilterChipItem({
  chip,
  onEdit,
  onRemove,
}: {
  chip: FilterChip;
  onEdit: () => void;
  onRemove: () => void;
}) {
  const t = useT();
  const { label, value } = chipWords(chip, t);
  const condition = chipText(chip);
  return (
    <li className="inline-flex h-6 min-w-0 max-w-full items-center rounded-md border border-line bg-raised text-xs">
      {/* Reached with arrows: in the order of Tab there is one stop per condition, the cross. */}
      <button
        type="button"
        data-chip
        tabIndex={-1}
        onClick={onEdit}
        aria-label={t("filter.edit", { condition: label ? `${label} ${value}` : value })}
        title={condition}
        className="h-full min-w-0 max-w-96 truncate rounded-md pl-2 outline-focus hover:text-accent-text focus-visible:outline-2 focus-visible:outline-solid"
      >
        {label && <bdi className="text-muted">{label} </bdi>}
        <bdi className="font-medium">{value}</bdi>
      </button>
      <button
        type="button"
        onClick={onRemove}
        aria-label={t("filter.remove", { condition })}
        className="grid h-full w-6 shrink-0 place-items-center rounded-md text-muted hover:text-ink"
      >
        <X aria-hidden className="size-3" />
      </button>
    </li>
  );
}

function chipWords(chip: FilterChip, t: ReturnType<typeof useT>): { label: string; value: string } {
  if (chip.key === "stuck") return { label: "", value: t("filter.stuck") };
  if (chip.key === "text") return { label: t("filter.text"), value: `“${chip.value}”` };
  if (chip.key === "id") return { label: "#", value: chip.value };
  if (chip.key === "status") return { label: "status", value: t.find(`status.${chip.value}`) ?? chip.value };
  if (chip.key === "started" && /^\d+[mhdw]$/.test(chip.value)) {
    return { label: "started", value: t("filter.last", { span: chip.value }) };
  }
  if (chip.key === "-job") return { label: "−job", value: chip.value };
  return { label: chip.key === "param." ? (chip.name ?? "") : chip.key, value: chip.value };
}

/** The condition as it would be typed. */
export function chipText(chip: FilterChip): string {
  const value = /\s/.test(chip.value) ? `"${chip.value}"` : chip.value;
  if (chip.key === "text") return chip.value;
  if (chip.key === "id") return `#${chip.value}`;
  if (chip.key === "param.") return `param.${chip.name}:${value}`;
  if (chip.key === "status") return `status:${value.toLowerCase()}`;
  return `${chip.key}:${value}`;
}
