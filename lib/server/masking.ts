import "server-only";
import { isSecretName } from "@/lib/shared/secret-names";

/** In place of a secret, whatever its length. */
export const MASK = "••••••••";

const URL_PASSWORD = /\b([a-z][a-z0-9+.-]*:\/\/[^\s:/@]*):([^\s@/]+)@/gi;
const ASSIGNED_SECRET =
  /(["']?[\w.-]*(?:password|passwd|secret|token|api[._-]?key|credential|private[._-]?key)["']?\s*[=:]\s*)("[^"\n]*"|'[^'\n]*'|[^\s,;&)\]}'"]+)/gi;

/** Shorter values would mask half of an innocent text. */
const SECRET_LENGTH_MIN = 4;

/** Passwords inside addresses: `mysql://user:••••@host`. */
function maskUrls(text: string): string {
  return text.replace(URL_PASSWORD, `$1:${MASK}@`);
}

/** An address, `jdbc:mysql://db/x?password=…`, or a connection string, `Server=db;Password=…`. */
const CONNECTION = /:\/\/|^[\w .-]+=[^;]*;/;

/** Passwords inside connection strings of any kind. */
function maskConnection(text: string): string {
  return CONNECTION.test(text) ? maskText(text) : text;
}

export interface Maskable {
  readonly name: string;
  readonly value: string | null;
}

/** @param alsoSecret  names that the job itself declares secret */
export function maskValue({ name, value }: Maskable, alsoSecret?: ReadonlySet<string>): string | null {
  if (value === null || value === "") return value;
  return isSecretName(name) || alsoSecret?.has(name) ? MASK : maskConnection(value);
}

/** Secret values among parameters, to be looked for in texts that may quote them. */
export function secretValues(parameters: readonly Maskable[], alsoSecret?: ReadonlySet<string>): string[] {
  return parameters
    .filter(({ name }) => isSecretName(name) || alsoSecret?.has(name))
    .map(({ value }) => value ?? "")
    .filter((value) => value.length >= SECRET_LENGTH_MIN);
}

/** A free text (an exit message, a stored context) without the secrets it quotes. */
export function maskText(text: string, secrets: readonly string[] = []): string {
  const withoutKnown = secrets.reduce((masked, secret) => masked.replaceAll(secret, MASK), text);
  return maskUrls(withoutKnown).replace(ASSIGNED_SECRET, `$1${MASK}`);
}
