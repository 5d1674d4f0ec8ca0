/**
 * Sorts names as people number them: runs of digits by their value ("2" before "10"), all else by code unit.
 * Not by `Intl.Collator`, whose order changes with the Unicode data of the Node at hand: the order of the
 * files is the order of the images, which must be the same everywhere.
 */
export function sortNaturally(names: Iterable<string>): string[] {
  return Array.from(names, (name) => ({ name, parts: name.split(/(\d+)/) }))
    .sort((a, b) => compareParts(a.parts, b.parts) || compare(a.name, b.name))
    .map(({ name }) => name);
}

/** Texts at even places, digits at odd ones, as `split` gives them. */
function compareParts(left: readonly string[], right: readonly string[]): number {
  for (const [at, part] of left.entries()) {
    const other = right[at];
    if (other === undefined) return 1;
    const difference = at % 2 === 0 ? compare(part, other) : compareDigits(part, other);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

function compareDigits(left: string, right: string): number {
  const [a, b] = [left.replace(/^0+/, ""), right.replace(/^0+/, "")];
  return a.length - b.length || compare(a, b);
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
