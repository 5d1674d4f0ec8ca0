/** What every file system has room for, beside the other parts of a name. */
const longest = 80;

/** `text` as part of a file's name: small letters, digits and hyphens. */
export function fileName(text: string): string {
  const words = text.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
  return words.replace(/^-/, "").slice(0, longest).replace(/-$/, "") || "unnamed";
}

/** A name for each of `texts`, in their order; those that would be the same are numbered. */
export function fileNames(texts: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return texts.map((text) => {
    const base = fileName(text);
    let name = base;
    for (let number = 2; taken.has(name); number++) name = `${base}-${number}`;
    taken.add(name);
    return name;
  });
}
