import type { CSSProperties, ReactNode } from "react";
import type { FlowSize, FlowSizes } from "./flow-layout";

/** Narrower than this, in pixels, a flow is drawn downwards. The class below says the same. */
export const DOWNWARDS_BELOW = 640;
/** Around the drawing, as a share of it. */
export const PADDING = 0.06;
const HEIGHT = { min: 120, max: 620, margin: 64 };

/** As high as the drawing will be at this width, before it is there: what stands below does not move when it comes. */
export function FlowPlace({
  sizes,
  children,
}: {
  /** Null when the flow was none when the page was drawn. */
  sizes: FlowSizes | null;
  children: ReactNode;
}) {
  const heights = sizes
    ? { "--height-lr": heightOf(sizes.LR), "--height-tb": heightOf(sizes.TB) }
    : { "--height-lr": `${HEIGHT.max / 2}px`, "--height-tb": `${HEIGHT.max}px` };
  return (
    <div className="@container">
      <div style={heights as CSSProperties} className="h-(--height-lr) @max-[640px]:h-(--height-tb)">
        {children}
      </div>
    </div>
  );
}

/** Of a drawing that is shrunk to the width of its box and never enlarged. */
function heightOf({ width, height }: FlowSize): string {
  const share = height / (width * (1 + 2 * PADDING));
  const drawn = `min(${height}px, ${(share * 100).toFixed(2)}cqw)`;
  return `clamp(${HEIGHT.min}px, calc(${drawn} + ${HEIGHT.margin}px), ${HEIGHT.max}px)`;
}
