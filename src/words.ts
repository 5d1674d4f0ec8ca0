let grouped: Intl.NumberFormat | undefined;

/**
 * A number of something, in full: `1 epoch`, `60,000 images`.
 * @param plural of a noun that takes more than an `s`: `classes`
 */
export function counted(count: number, noun: string, plural: string = `${noun}s`): string {
  // Made when it is first needed: `hourglass --help` does not need it, and would wait for it.
  grouped ??= new Intl.NumberFormat("en-US", { maximumFractionDigits: 20 });
  return `${grouped.format(count)} ${count === 1 ? noun : plural}`;
}

/** A size for people: `350 MB`, `22.4 GB`, by powers of 1,000. */
export function sizeWords(bytes: number): string {
  if (bytes >= 1e12) return `${(bytes / 1e12).toFixed(1)} TB`;
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(1)} GB`;
  return bytes >= 1e6 ? `${Math.round(bytes / 1e6)} MB` : `${Math.ceil(bytes / 1e3)} KB`;
}

/** Words in a sentence: `a, b or c`. */
export function listed(words: readonly string[], conjunction: "and" | "or"): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(", ")} ${conjunction} ${words.at(-1)}`;
}

/** Words as a sentence begins with them. */
export function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `an image`, `a row` */
export function withArticle(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun}`;
}
