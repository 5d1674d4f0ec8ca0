/** When something was, for people: `14:05` of today, `27 Nov` of another day. */
export function whenWords(when: number, now: Date = new Date()): string {
  const then = new Date(when);
  const isToday = then.toDateString() === now.toDateString();
  return isToday
    ? then.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" })
    : then.toLocaleDateString("en-GB", { day: "numeric", month: "short" });
}
