/** A part of a path as it was before it was encoded; as it stands when it is no encoding of anything: Next hands some over decoded. */
export function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
