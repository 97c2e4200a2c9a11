"use client";

import { MoveDown, MoveRight } from "lucide-react";
import { cn } from "../ui/cn";
import type { ChainLink } from "./chain-of";
import { FlowCard } from "./flow-card";

/** Steps that follow one another, as rows like a text; downwards where it is narrow. It needs no library, and is there with the page. */
export function FlowChain({ chain }: { chain: readonly ChainLink[] }) {
  const isLookedAt = chain.some(({ node }) => node.reached !== null);
  return (
    <div className="@container max-h-[38rem] overflow-y-auto">
      <ol className="flex flex-wrap gap-y-4 px-3.5 py-4 @max-xl:flex-col @max-xl:items-center @max-xl:gap-y-0">
        {chain.map(({ node, next }) => (
          <li key={node.id} className="flex min-w-0 items-center @max-xl:flex-col">
            <FlowCard
              node={node}
              className={cn(node.kind === "end" ? "h-7.5 w-29" : "h-12.5 w-47", "@max-xl:max-w-full")}
            />
            {next && (
              <span
                aria-hidden
                className={cn(
                  "flex min-w-11 flex-col items-center px-1.5 @max-xl:min-h-8 @max-xl:justify-center",
                  isLookedAt ? (next.taken === true ? "text-accent" : "text-faint") : "text-muted",
                )}
              >
                {next.on !== null && (
                  <span className="mono max-w-40 truncate text-2xs text-ink" title={next.on}>
                    {next.on}
                  </span>
                )}
                <MoveRight className="h-4 w-8 @max-xl:hidden" strokeWidth={1.5} preserveAspectRatio="none" />
                <MoveDown className="size-5 @min-xl:hidden" strokeWidth={1.5} />
              </span>
            )}
          </li>
        ))}
      </ol>
    </div>
  );
}
