/** Runs once when the server starts, before the first request; not in a build. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { startDesk } = await import("./lib/server/runtime");
  await startDesk();
}
