/**
 * What pages and JSON endpoints show: plain values that survive JSON. Every screen has its view here and nothing else reaches a component.
 *
 * Values of secret parameters are masked before they get here. An odd row (no instance, no status, a context nobody can read) is shown as
 * far as it can be read: that is what the nulls are for.
 */
export type * from "./actions";
export type * from "./audit";
export type * from "./bulk";
export type * from "./cause";
export type * from "./compare";
export type * from "./context";
export type * from "./day";
export type * from "./diagnostics";
export type * from "./execution";
export type * from "./execution-row";
export type * from "./flow";
export type * from "./instance";
export type * from "./job";
export type * from "./jobs";
export type * from "./launch";
export type * from "./overview";
export type * from "./page";
export type * from "./parameters";
export type * from "./partitions";
export type * from "./preview";
export type * from "./running";
export type * from "./shell";
export type * from "./step";
export type * from "./timeline";
export type * from "./values";
