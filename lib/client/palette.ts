/** Asks the command palette, wherever it is mounted, to open. */
export function openPalette(): void {
  window.dispatchEvent(new Event(PALETTE_EVENT));
}

export function onOpenPalette(open: () => void): () => void {
  window.addEventListener(PALETTE_EVENT, open);
  return () => window.removeEventListener(PALETTE_EVENT, open);
}

const PALETTE_EVENT = "batchdeck:palette";
