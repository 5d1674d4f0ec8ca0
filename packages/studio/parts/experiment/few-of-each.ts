/**
 * Places of `count` samples, the first ones of every class in turn, so that a row of them shows what there is; without labels
 * the first of all.
 * @param labels the class of each of `all` samples
 */
export function fewOfEach(labels: Uint8Array | undefined, all: number, count: number): readonly number[] {
  if (labels === undefined) return Array.from({ length: Math.min(count, all) }, (_, index) => index);
  const byClass = new Map<number, number[]>();
  for (const [index, label] of labels.entries()) {
    const known = byClass.get(label) ?? [];
    if (known.length < count) byClass.set(label, [...known, index]);
  }
  const classes = [...byClass.keys()].sort((a, b) => a - b);
  const chosen: number[] = [];
  for (let turn = 0; chosen.length < Math.min(count, all); turn++) {
    chosen.push(...classes.flatMap((label) => byClass.get(label)?.[turn] ?? []));
  }
  return chosen.slice(0, count);
}
