"use client";

import type { ComponentProps } from "react";
import { useFormat } from "@/lib/client/use-format";
import { Count } from "../ui/count";

/** The largest counts written out in a column of five rem, and of four. */
const WIDE_MAX = 9_999_999;
const NARROW_MAX = 9_999;

/** A counter in a column of fixed width: written out while it fits, else in millions and so on, and whole on hover. */
export function Figure({
  value,
  narrow = false,
  tone = "ink",
}: { value: number; narrow?: boolean } & Pick<ComponentProps<typeof Count>, "tone">) {
  const format = useFormat();
  const text = format.brief(value, narrow ? NARROW_MAX : WIDE_MAX);
  const exact = format.number(value);
  return <Count value={value} text={text} exact={exact === text ? undefined : exact} tone={tone} />;
}
