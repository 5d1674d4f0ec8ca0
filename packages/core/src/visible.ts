/**
 * Text from outside as it may be shown: control characters, which a terminal would obey, and marks that turn the direction of
 * writing become what they are called, `\u001b`. Ends of lines and tabs as well, unless `keep` says so.
 */
export function visible(text: string, keep: "nothing" | "lines" = "nothing"): string {
  return text.replace(hidden, (character) => {
    if (keep === "lines" && (character === "\n" || character === "\t")) return character;
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

/** C0 and C1 controls, the separators of lines and paragraphs, and the marks of Unicode's bidirectional algorithm. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const hidden = /[\u0000-\u001f\u007f-\u009f\u061c\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
