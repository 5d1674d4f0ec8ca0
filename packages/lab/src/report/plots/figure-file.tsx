import type { JSX } from "preact";
import { renderToString } from "preact-render-to-string";
import { fileColorVariables } from "../pictures/palette.ts";
import { type Key, keySize } from "./keys.tsx";
import { plotColors } from "./plot-colors.ts";
import { textWidth, wrapText } from "./text-width.ts";

/** What a figure says of itself where it stands alone: printed, or on a slide. */
export interface FigureWords {
  /** What is shown. */
  readonly title: string;
  /** Of which model or study, on which data and split. */
  readonly of: string;
  /** What its lines, colours and marks stand for. */
  readonly keys?: readonly Key[];
  /** What else a reader must know: what bars are, what was moved. */
  readonly notes?: readonly string[];
}

/** The size of what stands under the words, in pixels. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  /** Its marks, from the origin. */
  readonly markup: string;
}

/** The width of a figure's file, and of what is drawn in it: at 1,920 pixels the text is three times as large as here. */
export const fileWidth = 640;
const margin = 20;
export const drawingWidth: number = fileWidth - 2 * margin;

const sizes = { title: 18, of: 13, key: 13, note: 12 } as const;
const font = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'DejaVu Sans', sans-serif";

/** A drawing as a whole SVG file with its words above and below, in colours of its own for light and dark. */
export function figureFile(
  { title, of, keys = [], notes = [] }: FigureWords,
  { width: drawn, height: drawnHeight, markup }: Drawing,
): string {
  const width = Math.max(fileWidth, drawn + 2 * margin);
  const room = width - 2 * margin;
  const parts: JSX.Element[] = [];
  let top = margin;
  const write = (text: string, size: number, fill: string, isBold = false): void => {
    for (const line of wrapText(text, room, size, { isBold })) {
      top += size;
      parts.push(
        <text
          key={parts.length}
          x={margin}
          y={top}
          font-size={size}
          fill={fill}
          font-weight={isBold ? "bold" : "normal"}
        >
          {line}
        </text>,
      );
      top += size * 0.35;
    }
  };
  write(title, sizes.title, "currentColor", true);
  top += 3;
  write(of, sizes.of, "var(--soft)");
  if (keys.length > 0) top += 10;
  for (const row of rowsOfKeys(keys, room)) {
    for (const { left, lines, svg } of row.keys) {
      parts.push(
        <g
          key={parts.length}
          transform={`translate(${margin + left},${top + 1})`}
          dangerouslySetInnerHTML={{ __html: svg }}
        />,
        ...lines.map((line, index) => (
          <text
            key={`${parts.length}, ${line}`}
            x={margin + left + keySize.width + 8}
            y={top + sizes.key * (1 + 1.25 * index)}
            font-size={sizes.key}
            fill="currentColor"
          >
            {line}
          </text>
        )),
      );
    }
    top += row.height;
  }
  top += 12;
  parts.push(
    <g
      key="drawing"
      transform={`translate(${margin + (room - drawn) / 2},${Math.round(top)})`}
      dangerouslySetInnerHTML={{ __html: markup }}
    />,
  );
  top += drawnHeight + 6;
  for (const note of notes) write(note, sizes.note, "var(--soft)");
  const height = Math.ceil(top + margin - 4);
  return renderToString(
    <svg
      xmlns="http://www.w3.org/2000/svg"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      font-family={font}
    >
      <title>{[title, of].join(". ")}</title>
      <style dangerouslySetInnerHTML={{ __html: `${fileColorVariables}text{white-space:pre}` }} />
      <rect width={width} height={height} fill={plotColors.ground} />
      {parts}
    </svg>,
  );
}

interface PlacedKey {
  readonly left: number;
  readonly lines: readonly string[];
  readonly svg: string;
}

/** Keys side by side, in as many rows as it takes. */
function rowsOfKeys(
  keys: readonly Key[],
  room: number,
): readonly { readonly keys: readonly PlacedKey[]; readonly height: number }[] {
  const rows: { keys: PlacedKey[]; height: number }[] = [];
  let left = 0;
  for (const { title, svg } of keys) {
    const lines = wrapText(title, room - keySize.width - 8, sizes.key);
    const width = keySize.width + 8 + Math.max(...lines.map((line) => textWidth(line, sizes.key)));
    const height = sizes.key * (1.25 * lines.length + 0.2);
    const row = rows.at(-1);
    if (row === undefined || left + width > room) {
      left = 0;
      rows.push({ keys: [{ left, lines, svg }], height });
    } else {
      row.keys.push({ left, lines, svg });
      row.height = Math.max(row.height, height);
    }
    left += width + 22;
  }
  return rows;
}
