import { readFile, writeFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { ENDPOINTS } from "./endpoints";
import { openApiDocument } from "./openapi";
import { PROBLEMS } from "./problems";

const PAGE = new URL("../../../docs/api.md", import.meta.url);

/** The table between the two marks of a part of the page. */
function part(page: string, name: string): string {
  return page.split(`<!-- ${name} -->\n`)[1]?.split(`<!-- /${name} -->`)[0] ?? "";
}

function table(head: string, rows: readonly string[]): string {
  return [head, head.replaceAll(/[^|]+/g, " --- "), ...rows].join("\n").concat("\n");
}

const TABLES = {
  endpoints: table(
    "| method | address | what it does |",
    ENDPOINTS.map(({ method, path, summary }) => `| ${method} | \`${path}\` | ${summary} |`),
  ),
  problems: table(
    "| status | code | |",
    Object.entries(PROBLEMS).map(([code, [status, title]]) => `| ${status} | \`${code}\` | ${title} |`),
  ),
};

/** UPDATE_DOCS=1 writes them anew. */
it.each(Object.entries(TABLES))("docs/api.md lists all %s", async (name, expected) => {
  const page = await readFile(PAGE, "utf8");
  if (process.env.UPDATE_DOCS) {
    await writeFile(
      PAGE,
      page.replace(
        part(page, name) || `<!-- /${name} -->`,
        part(page, name) ? expected : `${expected}<!-- /${name} -->`,
      ),
    );
    return;
  }
  expect(part(page, name)).toBe(expected);
});

it("every reference of the document leads to a schema of it", () => {
  const document = openApiDocument(ENDPOINTS);
  const text = JSON.stringify(document);
  const { schemas } = (document as unknown as { components: { schemas: Record<string, unknown> } }).components; // as just made
  const references = [...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map((match) => match[1] ?? "");
  expect(references.length).toBeGreaterThan(100);
  expect([...new Set(references)].filter((name) => !(name in schemas))).toEqual([]);
  expect(Object.keys(schemas).filter((name) => !references.includes(name))).toEqual([]);
});

it("answers may gain fields, requests may not hold unknown ones", () => {
  const { schemas } = (openApiDocument(ENDPOINTS) as unknown as { components: { schemas: Record<string, object> } })
    .components; // as above
  const closed = Object.keys(schemas).filter((name) =>
    JSON.stringify(schemas[name]).includes('"additionalProperties":false'),
  );
  expect(closed.every((name) => name.endsWith("Request"))).toBe(true);
  expect(closed.length).toBeGreaterThan(4);
});
