/** Three cards of a deck, the lower the shorter. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 20 20" aria-hidden="true" className={className} fill="var(--accent)">
      <rect x="2" y="3" width="16" height="3.6" rx="1.2" />
      <rect x="2" y="8.2" width="11" height="3.6" rx="1.2" opacity=".65" />
      <rect x="2" y="13.4" width="6" height="3.6" rx="1.2" opacity=".35" />
    </svg>
  );
}
