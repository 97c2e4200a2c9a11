/** Java's own UTF-8: every UTF-16 unit by itself, and zero in two bytes. Null when it is not that. */
export function readModifiedUtf8(bytes: Uint8Array): string | null {
  const units = new Uint16Array(bytes.length);
  let length = 0;
  for (let i = 0; i < bytes.length; ) {
    const first = bytes[i++] ?? 0;
    if (first < 0x80) {
      units[length++] = first;
      continue;
    }
    const second = bytes[i++] ?? 0;
    if ((second & 0xc0) !== 0x80) return null;
    if ((first & 0xe0) === 0xc0) {
      units[length++] = ((first & 0x1f) << 6) | (second & 0x3f);
      continue;
    }
    const third = bytes[i++] ?? 0;
    if ((first & 0xf0) !== 0xe0 || (third & 0xc0) !== 0x80) return null;
    units[length++] = ((first & 0x0f) << 12) | ((second & 0x3f) << 6) | (third & 0x3f);
  }
  return textOfUnits(units.subarray(0, length));
}

export function writeModifiedUtf8(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 3);
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit > 0 && unit < 0x80) {
      bytes[length++] = unit;
      continue;
    }
    if (unit < 0x800) {
      bytes[length++] = 0xc0 | (unit >> 6);
    } else {
      bytes[length++] = 0xe0 | (unit >> 12);
      bytes[length++] = 0x80 | ((unit >> 6) & 0x3f);
    }
    bytes[length++] = 0x80 | (unit & 0x3f);
  }
  return bytes.subarray(0, length);
}

/** UTF-16 units to a string; halves of pairs stay as they are. */
export function textOfUnits(units: Uint16Array): string {
  const parts: string[] = [];
  for (let i = 0; i < units.length; i += 8_192) parts.push(String.fromCharCode(...units.subarray(i, i + 8_192)));
  return parts.join("");
}
