"use client";

import { useT } from "@/lib/client/locale";
import type { BulkOperationView } from "@/lib/shared/views";
import { toneStyle } from "../status/tone";
import { Badge } from "../ui/badge";

const TONES = { running: "STARTED", paused: "STOPPED", interrupted: "FAILED", done: "COMPLETED" } as const;

/** How it stands with a bulk operation, in a word and a colour. */
export function BulkState({ state }: { state: BulkOperationView["state"] }) {
  const t = useT();
  return (
    <Badge variant="tone" style={toneStyle(TONES[state])}>
      {t(`bulk.states.${state}`)}
    </Badge>
  );
}
