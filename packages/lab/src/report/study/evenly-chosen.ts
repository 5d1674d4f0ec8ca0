/** Some of many items, for all that a page shows of them: the ends of their order, and between them at equal distances. */
export function evenlyChosen<T>(items: readonly T[], most: number): readonly T[] {
  if (items.length <= most) return items;
  const places = Array.from({ length: most }, (_, index) =>
    Math.round((index * (items.length - 1)) / Math.max(1, most - 1)),
  );
  return places.map((place) => items[place] as T);
}

/**
 * Items that stand for all by a number of theirs: that with the least, that with the greatest, and between them at equal distances of rank.
 * They keep their order; what has no number is not chosen.
 */
export function chosenByRank<T>(
  items: readonly T[],
  rankOf: (item: T) => number | undefined,
  most: number,
): readonly T[] {
  if (items.length <= most) return items;
  const ranked = items
    .flatMap((item, place) => {
      const value = rankOf(item);
      return value === undefined || Number.isNaN(value) ? [] : [{ item, place, value }];
    })
    .sort((a, b) => a.value - b.value);
  return evenlyChosen(ranked, most)
    .toSorted((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

/** How some were chosen, in words. @param by what their numbers are: `test bce` */
export function chosenWords(some: number, all: number, what: string, by: string): string {
  return (
    `Of ${all.toLocaleString("en-US")} ${what} ${some} are shown: those with the lowest and the highest ${by}, and between them at equal ` +
    "distances of rank."
  );
}
