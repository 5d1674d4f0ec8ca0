// How wide text will be is asked before anything is drawn, and where there is no browser. DejaVu Sans is the widest of the usual
// system fonts (with Verdana), so what fits in it fits in all. Its advances, in hundredths of the size, from the space to the tilde:
const advances: readonly number[] = [
  ...[32, 40, 46, 84, 64, 95, 78, 27, 39, 39, 50, 84, 32, 36, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64],
  ...[64, 64, 34, 34, 84, 84, 84, 53, 100, 68, 69, 70, 77, 63, 58, 77, 75, 29, 29, 66, 56, 86, 75, 79],
  ...[60, 79, 69, 63, 61, 73, 68, 99, 69, 61, 69, 39, 34, 39, 84, 50, 50, 61, 63, 55, 63, 62, 35, 63],
  ...[63, 28, 28, 58, 28, 97, 63, 61, 63, 63, 41, 52, 39, 63, 59, 82, 59, 59, 52, 64, 34, 64, 84],
];

/** Its bold is at most so much wider. */
const bold = 1.12;

/** Other letters: those of Europe's scripts, and those that stand in squares. */
const usual = 70;
const square = 100;

/** The width of a line of text in pixels: an upper bound in the usual fonts. */
export function textWidth(text: string, fontSize: number, isBold = false): number {
  let hundredths = 0;
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    hundredths += advances[code - 32] ?? (code < 0x1100 ? usual : square);
  }
  return (hundredths / 100) * fontSize * (isBold ? bold : 1);
}

/** `text`, or as much of it as fits with an ellipsis. */
export function cutText(text: string, width: number, fontSize: number): string {
  if (textWidth(text, fontSize) <= width) return text;
  const characters = [...text];
  while (characters.length > 1 && textWidth(`${characters.join("").trimEnd()}…`, fontSize) > width)
    characters.pop();
  return `${characters.join("").trimEnd()}…`;
}

/**
 * Lines that are no wider than `width`: broken after spaces and hyphens, and in the midst of a word where nothing else helps. The
 * last of `mostLines` ends in an ellipsis if there is more.
 */
export function wrapText(
  text: string,
  width: number,
  fontSize: number,
  { mostLines = Infinity, isBold = false }: { readonly mostLines?: number; readonly isBold?: boolean } = {},
): readonly string[] {
  const fits = (line: string): boolean => textWidth(line.trimEnd(), fontSize, isBold) <= width;
  const lines: string[] = [];
  let line = "";
  for (const part of text.split(/(?<=[\s\-/·,_])/).flatMap((word) => (fits(word) ? [word] : [...word]))) {
    if (line === "" || fits(line + part)) line += part;
    else {
      lines.push(line.trimEnd());
      line = part.trimStart();
    }
  }
  if (line !== "" || lines.length === 0) lines.push(line.trimEnd());
  if (lines.length <= mostLines) return lines;
  const rest = lines.slice(mostLines - 1).join(" ");
  return [...lines.slice(0, mostLines - 1), cutText(rest, isBold ? width / bold : width, fontSize)];
}
