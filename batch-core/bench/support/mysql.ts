import { ConfigurationError } from "../../src/errors.ts";

/**
 * URL of a database for one measurement, on the server that BATCHDECK_BENCH_MYSQL_URL names; `npm run bench` starts a throwaway
 * MariaDB when it names none. Null, with a word about it, when there is no server.
 */
export function benchMysqlUrl(): string | null {
  const url = process.env.BATCHDECK_BENCH_MYSQL_URL;
  if (url) return url;
  console.log("Left out: needs MySQL or MariaDB. Set BATCHDECK_BENCH_MYSQL_URL, or install MariaDB.");
  return null;
}

/** The server's URL with a database's name. */
export function databaseUrl(serverUrl: string, name: string): string {
  if (!/^\w+$/.test(name)) throw new ConfigurationError(`"${name}" is no name for a database.`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}
