"use client";

import type { ReactNode } from "react";
import { useT } from "@/lib/client/locale";
import type { FlowNode } from "@/lib/shared/views";
import { StatusIcon } from "../status/status-icon";
import { toneStyle } from "../status/tone";
import { cn } from "../ui/cn";
import { kindText } from "./flow-kinds";

/** A step, a decision or an end: its name, what it is, and how far the execution looked at came with it. */
export function FlowCard({
  node,
  size,
  className,
  children,
}: {
  node: FlowNode;
  /** As it was laid out; else of its own size. */
  size?: { readonly width: number; readonly height: number };
  className?: string;
  /** Where edges meet it. */
  children?: ReactNode;
}) {
  const t = useT();
  const isEnd = node.kind === "end";
  return (
    <div
      style={{ ...size, ...toneStyle(flowToneOf(node)) }}
      className={cn(
        "flex flex-col justify-center border bg-card px-2.5",
        isEnd ? "items-center rounded-full" : "rounded-lg",
        node.reached === "not" ? "border-line border-dashed" : "border-line shadow-card",
        node.reached === "here" && "border-tone-soft",
        className,
      )}
    >
      <span
        className={cn(
          "flex min-w-0 max-w-full items-center gap-1.5 font-medium",
          node.reached === "not" && "text-muted",
        )}
      >
        {node.status && <StatusIcon status={node.status} className="text-tone" />}
        <span className="truncate" title={node.name}>
          {node.name}
        </span>
      </span>
      {!isEnd && (
        <span className="truncate text-2xs text-muted">
          {node.reached === "earlier" ? t("flow.earlier") : node.reached === "not" ? t("flow.not") : kindText(t, node)}
        </span>
      )}
      {children}
    </div>
  );
}

/** An earlier attempt's success is no news of this one. */
export function flowToneOf(node: FlowNode) {
  return node.status === null || node.reached === "earlier" ? "neutral" : node.status;
}
