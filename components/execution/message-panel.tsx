"use client";

import { useT } from "@/lib/client/locale";
import { CopyButton } from "../ui/copy-button";
import { Panel, PanelHeader } from "../ui/panel";
import { ScrollText } from "../ui/scroll-text";

/** What an execution says of its end when nothing went wrong: a NOOP with its reason, a note of a listener. */
export function MessagePanel({ message }: { message: string }) {
  const t = useT();
  return (
    <Panel aria-labelledby="message-title">
      <PanelHeader id="message-title" title={t("steps.exitMessage")}>
        <CopyButton text={message} label={t("cause.copy")} />
      </PanelHeader>
      <ScrollText className="px-3.5 py-2.5">{message}</ScrollText>
    </Panel>
  );
}
