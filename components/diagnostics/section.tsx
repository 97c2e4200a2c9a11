import type { ReactNode } from "react";
import { Panel, PanelHeader } from "../ui/panel";

/** A panel, or one sentence where there is nothing to show. */
export function Section({
  title,
  note,
  empty = false,
  children,
}: {
  title: string;
  note?: string;
  empty?: string | false;
  children?: ReactNode;
}) {
  return (
    <Panel>
      <PanelHeader title={title} note={note} />
      {empty ? <p className="px-3.5 py-3 text-muted">{empty}</p> : children}
    </Panel>
  );
}
