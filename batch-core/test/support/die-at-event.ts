/** To be called with every event of this thread: kills the process at the one that BATCHDECK_TEST_DIE_AT says. */
export function dieAtEvent(): () => void {
  const dieAt = Number(process.env.BATCHDECK_TEST_DIE_AT ?? 0);
  let events = 0;
  return () => {
    if (++events === dieAt) process.kill(process.pid, "SIGKILL");
  };
}
