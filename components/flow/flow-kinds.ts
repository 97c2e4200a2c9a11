import type { Translator } from "@/lib/shared/messages/translate";
import type { FlowNode } from "@/lib/shared/views";

/** What a node is, with its chunk size where it has one. */
export function kindText(t: Translator, { kind, chunkSize }: FlowNode): string {
  const word = t(`flow.kinds.${kind}`);
  return chunkSize === null ? word : `${word} · ${t("flow.chunk", { count: chunkSize })}`;
}
