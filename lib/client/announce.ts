import type { ReactNode } from "react";

/** Something that has happened, shown in a corner until it is dismissed or has been read. */
export interface Toast {
  readonly id: number;
  readonly kind: "done" | "refused" | "info";
  readonly title: string;
  readonly body?: ReactNode;
}

type Listener<T> = (value: T) => void;

function channel<T>() {
  const listeners = new Set<Listener<T>>();
  return {
    send: (value: T) => {
      for (const listener of listeners) listener(value);
    },
    listen: (listener: Listener<T>) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

const spoken = channel<string>();
const shown = channel<Toast>();
let lastId = 0;

/** Says `text` to a screen reader when it has a moment. Only for what changed. */
export const announce = spoken.send;
export const onAnnounce = spoken.listen;

export function toast(message: Omit<Toast, "id">): void {
  lastId += 1;
  shown.send({ ...message, id: lastId });
}
export const onToast = shown.listen;
