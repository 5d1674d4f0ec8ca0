const grouped = new Intl.NumberFormat("en-US", { maximumFractionDigits: 20 });

/**
 * A number of something, in full: `1 epoch`, `60,000 images`.
 * @param plural of a noun that takes more than an `s`: `classes`
 */
export function counted(count: number, noun: string, plural: string = `${noun}s`): string {
  return `${grouped.format(count)} ${count === 1 ? noun : plural}`;
}
