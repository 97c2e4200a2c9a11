"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { announce } from "@/lib/client/announce";
import { useT } from "@/lib/client/locale";
import { Button, type ButtonProps } from "./button";

/** Copies `text`, over plain http too, where the Clipboard API is closed. @param label  what is copied, for those who hear it */
export function CopyButton({ text, label, ...props }: { text: string; label: string } & Omit<ButtonProps, "onClick">) {
  const t = useT();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1_500);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    const done = await copyText(text);
    setCopied(done);
    announce(t(done ? "common.copied" : "common.copyFailed"));
  };
  const Icon = copied ? Check : Copy;
  return (
    <Button variant="ghost" size="icon" className="size-7" title={label} aria-label={label} onClick={copy} {...props}>
      <Icon aria-hidden className={copied ? "text-status-completed" : undefined} />
      {props.children}
    </Button>
  );
}

/** False when the browser does not let it. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

/** The old way. It copies what is selected, so the text is put into the page for that moment. */
function copyBySelection(text: string): boolean {
  const holder = document.createElement("textarea");
  holder.value = text;
  holder.readOnly = true;
  holder.style.cssText = "position:fixed;inset:0 auto auto 0;width:1px;height:1px;opacity:0";
  const parent = document.querySelector("dialog[open]") ?? document.body; // beside an open dialog nothing can be selected
  const focused = document.activeElement;
  parent.append(holder);
  holder.select();
  const done = document.execCommand("copy");
  holder.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return done;
}
