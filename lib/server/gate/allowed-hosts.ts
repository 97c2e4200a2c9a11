import "server-only";
import { isIP } from "node:net";

/** Names under which this console may be opened, beside addresses and the names of the loopback interface. Lower case, without port. */
export type AllowedHosts = ReadonlySet<string>;

const NAME = /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*$/;

/** @param text  names with blanks or commas between them @throws {RangeError} that names what is no name */
export function parseAllowedHosts(text: string): AllowedHosts {
  const names = text
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean);
  const wrong = names.find((name) => !NAME.test(name) && isIP(name) === 0);
  if (wrong !== undefined) {
    throw new RangeError(`expected names such as batch.example.com, without scheme and port, got "${wrong}"`);
  }
  return new Set(names);
}

/**
 * Whether a request that calls the console by this `Host` is answered.
 *
 * A page of another site can point its own name at this machine (DNS rebinding); to the browser the console is then that site's own, and it
 * may read and press everything. Such a request carries the name, so names have to be known. An address cannot be pointed elsewhere.
 */
export function isAllowedHost(host: string, allowed: AllowedHosts): boolean {
  const name = hostName(host);
  if (name === null) return false;
  return isIP(name) !== 0 || name === "localhost" || name.endsWith(".localhost") || allowed.has(name);
}

/** `batch.example.com` of `Batch.Example.com:3000`, `::1` of `[::1]:3000`; null for what is no host. */
export function hostName(host: string): string | null {
  if (!/^[\w.:[\]-]+$/.test(host) || !URL.canParse(`http://${host}/`)) return null;
  return new URL(`http://${host}/`).hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
}
