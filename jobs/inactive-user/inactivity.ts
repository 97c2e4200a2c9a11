/** The instant one year before the beginning of `date` (UTC): who was not updated since is inactive. February 29th counts as the 28th. */
export function oneYearBefore(date: string): Date {
  const [year = 0, month = 1, day = 1] = date.split("-").map(Number);
  return new Date(Date.UTC(year - 1, month - 1, month === 2 && day === 29 ? 28 : day));
}
