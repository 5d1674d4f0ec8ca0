import type { SampleWords } from "./sample-words.ts";

/** The name of a class: its number where the data set does not name it. */
export function nameOf(label: number | undefined, classNames: readonly string[]): string | undefined {
  return label === undefined ? undefined : (classNames[label] ?? `class ${label}`);
}

/** `test image 3 (two)`, `test row 3` */
export function exampleWords(
  { index, label }: { readonly index: number; readonly label?: number | undefined },
  classNames: readonly string[],
  { title }: Pick<SampleWords, "title">,
): string {
  const name = nameOf(label, classNames);
  return `test ${title} ${index}${name === undefined ? "" : ` (${name})`}`;
}
