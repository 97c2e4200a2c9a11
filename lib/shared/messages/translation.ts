/** The keys of a part of the English catalogue, each with any text: what another language has to fill, no more and no less. */
export type Translation<T> = { readonly [K in keyof T]: T[K] extends string ? string : Translation<T[K]> };
