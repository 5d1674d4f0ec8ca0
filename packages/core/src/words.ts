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

/** The word that a misspelt one is nearest to, whatever their case; the first of several. */
export function nearestWord(misspelt: string, words: readonly string[]): string {
  const changes = words.map((word) => changesBetween(misspelt.toLowerCase(), word.toLowerCase()));
  return words[changes.indexOf(Math.min(...changes))] as string;
}

/** How many letters must be added, left out or replaced (Levenshtein). */
function changesBetween(from: string, to: string): number {
  let changes = Array.from({ length: to.length + 1 }, (_, length) => length);
  for (const letter of from) {
    const before = changes;
    changes = [(before[0] as number) + 1];
    for (const [at, other] of [...to].entries()) {
      const replaced = (before[at] as number) + (letter === other ? 0 : 1);
      changes.push(Math.min(replaced, (before[at + 1] as number) + 1, (changes[at] as number) + 1));
    }
  }
  return changes.at(-1) as number;
}
