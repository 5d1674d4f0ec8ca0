import { cutText, textWidth, wrapText } from "./text-width.ts";

// Where the labels of an axis go, so that none covers another. Pixels; sizes of text as wide as in the widest usual font.

/** Free pixels between two labels. */
const between = 8;
/** A label that is turned is no longer than this. */
const longest = 150;
const mostLines = 3;

/** How the words along a horizontal axis are written. */
export interface WordTicks {
  /** A text for each label; with line breaks where they help, cut where nothing else does. */
  readonly texts: readonly string[];
  /** Degrees. */
  readonly rotate: 0 | -45 | -90;
  /** Pixels that they take below the axis. */
  readonly height: number;
  /** Which of them are written: all where that is possible. */
  readonly shown: (index: number) => boolean;
}

/**
 * Words under an axis, at equal distances: side by side, else broken into lines, else turned by 45°, else upright, each only as far as
 * they fit.
 * @param step pixels from one to the next
 */
export function layoutWords(labels: readonly string[], step: number, fontSize: number): WordTicks {
  const room = step - between;
  const all = (): boolean => true;
  if (labels.every((label) => textWidth(label, fontSize) <= room)) {
    return { texts: labels, rotate: 0, height: fontSize, shown: all };
  }
  const wrapped = labels.map((label) => wrapText(label, room, fontSize));
  const lines = Math.max(...wrapped.map(({ length }) => length));
  // A word is not torn apart: each of its parts must have fitted.
  const whole = labels.every((label) =>
    label.split(/(?<=[\s\-/·,_])/).every((part) => textWidth(part.trimEnd(), fontSize) <= room),
  );
  if (whole && lines <= mostLines) {
    const texts = wrapped.map((parts) => parts.join("\n"));
    return { texts, rotate: 0, height: lines * fontSize, shown: all };
  }
  const texts = labels.map((label) => cutText(label, longest, fontSize));
  const width = Math.max(...texts.map((text) => textWidth(text, fontSize)));
  // Turned lines stand as far apart as they are high.
  if (step * Math.SQRT1_2 >= 1.2 * fontSize) {
    return { texts, rotate: -45, height: (width + fontSize) * Math.SQRT1_2, shown: all };
  }
  const every = Math.max(1, Math.ceil((1.2 * fontSize) / step));
  return { texts, rotate: -90, height: width, shown: (index) => index % every === 0 };
}

/** Whether labels at these places of a horizontal axis keep off one another. */
export function keepApart(
  labels: readonly { readonly at: number; readonly text: string }[],
  fontSize: number,
): boolean {
  const sorted = labels.toSorted((a, b) => a.at - b.at);
  return sorted.every(({ at, text }, index) => {
    const next = sorted[index + 1];
    if (next === undefined) return true;
    return next.at - at >= (textWidth(text, fontSize) + textWidth(next.text, fontSize)) / 2 + between;
  });
}

/** Names at the left of rows, and the margin that they need. */
export interface RowLabels {
  readonly texts: readonly string[];
  readonly margin: number;
}

/** Names beside rows of `height` pixels, in as many lines as these have room for, and no wider than `most` pixels. */
export function layoutRows(
  names: readonly string[],
  { most, height, fontSize }: { readonly most: number; readonly height: number; readonly fontSize: number },
): RowLabels {
  const lines = Math.max(1, Math.floor(height / fontSize));
  const wrapped = names.map((name) => wrapText(name, most, fontSize, { mostLines: lines }));
  const width = Math.max(0, ...wrapped.flat().map((line) => textWidth(line, fontSize)));
  return { texts: wrapped.map((parts) => parts.join("\n")), margin: Math.ceil(width) + 18 };
}

/** The label of an axis in lines, and the pixels that it takes beyond the first. */
export function axisLabel(
  label: string,
  width: number,
  fontSize: number,
): { readonly text: string; readonly extra: number } {
  // The arrow that is drawn before or behind it.
  const lines = wrapText(label, width - 2 * fontSize, fontSize, { mostLines: 3 });
  return { text: lines.join("\n"), extra: (lines.length - 1) * fontSize };
}
