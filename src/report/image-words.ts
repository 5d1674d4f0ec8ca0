/** The name of a class: its number where the data set does not name it. */
export function nameOf(label: number | undefined, classNames: readonly string[]): string | undefined {
  return label === undefined ? undefined : (classNames[label] ?? `class ${label}`);
}

/** `test image 3 (two)` */
export function imageWords(
  { index, label }: { readonly index: number; readonly label?: number | undefined },
  classNames: readonly string[],
): string {
  const name = nameOf(label, classNames);
  return `test image ${index}${name === undefined ? "" : ` (${name})`}`;
}
