import { useId } from "react";
import { Checkbox } from "../ui/checkbox";

/** Which rows are chosen for an action on many of them. */
export interface Selection {
  readonly chosen: ReadonlySet<string>;
  /** @param ids  all rows in order, when everything from the row ticked last to this one is meant */
  readonly toggle: (id: string, ids?: readonly string[]) => void;
  readonly toggleAll: (ids: readonly string[]) => void;
}

/** A checkbox that is as large as its cell. With Shift it means everything up to here. */
export function RowCheckbox({
  label,
  checked,
  onToggle,
}: {
  label: string;
  checked: boolean;
  onToggle: (upToHere: boolean) => void;
}) {
  const id = useId();
  return (
    <label htmlFor={id} className="absolute inset-0 flex select-none items-center pl-3.5">
      <Checkbox
        id={id}
        data-row-check
        aria-label={label}
        checked={checked}
        onChange={(event) => onToggle((event.nativeEvent as MouseEvent).shiftKey === true)} // a click, whatever made it
      />
    </label>
  );
}
