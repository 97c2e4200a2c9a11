/** Something that can be pressed beside the heading of the page. */
export interface PageAction {
  readonly label: string;
  readonly run: () => void;
}

/** What the page offers now; what is switched off is left out. */
export function pageActions(): readonly PageAction[] {
  const pressable = document.querySelectorAll<HTMLElement>(
    "main [data-page-actions] :is(a, button):not([aria-disabled])",
  );
  return [...pressable].flatMap((element) => {
    const label = (element.getAttribute("aria-label") ?? element.textContent).trim();
    // After the palette has closed and given focus back, so that a dialog opens over the page.
    return label ? [{ label, run: () => setTimeout(() => element.click()) }] : [];
  });
}
