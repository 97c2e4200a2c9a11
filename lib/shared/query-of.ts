/** What Next hands to a page as `searchParams`. */
export type SearchParams = Promise<Readonly<Record<string, string | readonly string[] | undefined>>>;

/** The same as the platform's own type, so that one parser serves pages, handlers and the browser. */
export async function queryOf(searchParams: SearchParams): Promise<URLSearchParams> {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(await searchParams)) {
    for (const each of typeof value === "string" ? [value] : (value ?? [])) query.append(name, each);
  }
  return query;
}
