import { createServer } from "node:net";
import { Problem } from "./setup.mjs";

/** HOST and PORT, or where the console listens without them. @throws {Problem} when PORT is none */
export function placeToListen() {
  const host = process.env.HOST || "127.0.0.1";
  const port = Number(process.env.PORT || 3000);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Problem(`PORT has to be a number from 1 to 65535, and is "${process.env.PORT}".`);
  }
  return { host, port };
}

/** @throws {Problem} when somebody else listens there, or the address is not this machine's */
export async function mustBeFree(host, port) {
  const problem = await new Promise((resolve) => {
    const server = createServer();
    server.on("error", resolve);
    server.listen(port, host, () => server.close(() => resolve(null)));
  });
  if (!problem) return;
  throw new Problem(
    problem.code === "EADDRINUSE"
      ? `Port ${port} on ${host} is taken. Stop what listens there, or choose another: PORT=${port + 1} npm run ${process.env.npm_lifecycle_event || "start"}`
      : `The console cannot listen on ${host}:${port} (${problem.code}). Set HOST and PORT to an address of this machine.`,
  );
}
