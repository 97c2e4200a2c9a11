/** Any user who is not root: nobody. */
const ORDINARY_USER = 65_534;

/** Runs `work` as a user whom file permissions bind: root may write whatever they say. */
export async function asOrdinaryUser<T>(work: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return work();
  process.seteuid?.(ORDINARY_USER);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
  }
}
