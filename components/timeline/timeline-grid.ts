/** Name, axis and duration: the columns that all rows of a timeline share. */
export const TIMELINE_ROW =
  "grid grid-cols-[minmax(6rem,11rem)_minmax(0,1fr)_4.5rem] items-center gap-3 px-3.5 @max-md:grid-cols-[6.5rem_minmax(0,1fr)_4.25rem] @max-md:gap-2";

export const TIMELINE_ROW_HEIGHT = 32;
