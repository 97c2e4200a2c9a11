"use client";

import { Button } from "./button";
import { ButtonLink } from "./button-link";

/** To the rows before or after these; disabled with its reason where there are none. */
export function PageLink({
  href,
  to,
  reason,
  children,
}: {
  href: string | null;
  to: "newer" | "older";
  /** Why there is no such page. */
  reason: string;
  children: string;
}) {
  if (href === null) return <Button disabledReason={reason}>{children}</Button>;
  return (
    <ButtonLink href={href} prefetch={false} data-page={to}>
      {children}
    </ButtonLink>
  );
}
