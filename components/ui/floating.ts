const GAP = 6;
const EDGE = 8;

/**
 * Puts a popover beside its anchor: below, or above where there is more room, and never over the edge of the window.
 * @param align  which edges meet
 */
export function placeBeside(anchor: Element, floating: HTMLElement, align: "start" | "end" | "center"): void {
  const at = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = floating;
  const below = window.innerHeight - at.bottom - GAP - EDGE;
  const above = at.top - GAP - EDGE;
  const isBelow = height <= below || below >= above;
  const wanted = align === "start" ? at.left : align === "end" ? at.right - width : at.left + (at.width - width) / 2;
  const left = Math.max(EDGE, Math.min(wanted, window.innerWidth - width - EDGE));
  floating.style.left = `${left}px`;
  floating.style.top = isBelow ? `${at.bottom + GAP}px` : `${Math.max(EDGE, at.top - GAP - height)}px`;
  floating.style.maxHeight = `${Math.max(120, isBelow ? below : above)}px`;
}
