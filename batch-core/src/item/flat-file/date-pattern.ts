const PARTS = ["yyyy", "MM", "dd", "HH", "mm", "ss", "SSS"];
const DEFAULTS = [1970, 1, 1, 0, 0, 0, 0];

/**
 * Reads a date in UTC by a pattern of `yyyy MM dd HH mm ss SSS`; any other text of the pattern stands for itself. Where another text follows
 * a part other than the year may have fewer digits, as in Java's SimpleDateFormat; there text behind the date is allowed, too, here not.
 *
 * @returns null when the text has another form, or names a day or time that does not exist
 */
export function parseDatePattern(text: string, pattern: string): Date | null {
  const order: number[] = [];
  const parts = pattern.match(/yyyy|MM|dd|HH|mm|ss|SSS|./g) ?? [];
  const source = parts.map((part, position) => {
    const index = PARTS.indexOf(part);
    if (index < 0) return part.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
    order.push(index);
    const isFixed =
      part === "yyyy" || PARTS.includes(parts[position + 1] ?? "") || PARTS.includes(parts[position - 1] ?? "");
    return isFixed ? `(\\d{${part.length}})` : `(\\d{1,${part.length}})`;
  });
  const found = new RegExp(`^${source.join("")}$`).exec(text);
  if (!found) return null;
  const values = [...DEFAULTS];
  for (const [position, index] of order.entries()) values[index] = Number(found[position + 1]);
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, millisecond = 0] = values;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second, millisecond);
  // What does not exist was carried over into the next unit.
  const exists =
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day &&
    date.getUTCHours() === hour &&
    date.getUTCMinutes() === minute &&
    date.getUTCSeconds() === second;
  return exists ? date : null;
}
