/** One request, as a person at a terminal would send it. */
export interface CurlRequest {
  readonly method: "GET" | "POST";
  /** With scheme and host: the command is run elsewhere. */
  readonly url: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Save under the name the server gives, for downloads. */
  readonly download?: boolean;
}

/**
 * A command for a POSIX shell that does what a button or a link of the console does. Every part that is not our own word is quoted, so that
 * a job called `$(reboot)` stays a name; it fails with the problem on the screen.
 */
export function asCurl({ method, url, body, download = false }: CurlRequest): string {
  const parts = ["curl --fail-with-body --silent --show-error"];
  if (method !== "GET") parts.push(`--request ${method}`);
  if (download) parts.push("--remote-name --remote-header-name");
  if (body !== undefined) {
    parts.push(
      `--header ${quoteForShell("content-type: application/json")}`,
      `--data-raw ${quoteForShell(JSON.stringify(body))}`,
    );
  }
  // curl would take [1-9] and {a,b} of an address for several addresses.
  parts.push(`--globoff ${quoteForShell(url)}`);
  return parts.join(" \\\n  ");
}

/** One word for sh, bash, zsh, dash: in single quotes nothing means anything but the quote itself. NUL cannot be in an argument. */
export function quoteForShell(text: string): string {
  return `'${text.replaceAll("\0", "").replaceAll("'", String.raw`'\''`)}'`;
}

/** In place of a secret, which a copied command must not hold: the reader puts it in. */
const SECRET_PLACEHOLDER = "<secret>";

/** Values of a launch form as the API takes them: empty ones left out, secrets to be filled in. */
export function launchBodyOf(
  fields: readonly { readonly name: string; readonly kind: string }[],
  values: Readonly<Record<string, string>>,
): { readonly parameters: Readonly<Record<string, string>> } {
  const secret = new Set(fields.filter(({ kind }) => kind === "secret").map(({ name }) => name));
  const given = Object.entries(values).filter(([, value]) => value !== "");
  return {
    parameters: Object.fromEntries(given.map(([name, value]) => [name, secret.has(name) ? SECRET_PLACEHOLDER : value])),
  };
}
