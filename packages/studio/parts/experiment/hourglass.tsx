import type { JSX } from "preact";
import { type HourglassRow, rowWidths, sheetCount } from "./hourglass-rows.ts";

interface HourglassProps {
  readonly rows: readonly HourglassRow[];
  /** Small: the figure alone, for a card whose label says what it is. */
  readonly small?: boolean;
}

/** Lengths in the units of the drawing, which are pixels at its natural size. */
const large = { figure: 108, bar: 6, sheet: 3, apart: 2.5, row: 26, labels: 192 };
const small = { figure: 72, bar: 2.5, sheet: 1, apart: 1.5, row: 0, labels: 0 };
const smallHeight = 54;

/** A model as its layers, from the sample down to the code and up again to the reconstruction: each as wide as it has values. */
export function Hourglass({ rows, small: isSmall = false }: HourglassProps): JSX.Element {
  const size = isSmall ? { ...small, row: smallHeight / rows.length } : large;
  const widths = rowWidths(rows).map((share) => Math.max(3, share * (size.figure - 8)));
  const middle = size.figure / 2;
  const heights = rows.map((_, at) => (at + 0.5) * size.row);
  const edge = (sign: number): string[] =>
    widths.map((width, at) => `${(middle + (sign * width) / 2).toFixed(1)},${heights[at]?.toFixed(1)}`);
  const height = rows.length * size.row;
  const all = size.figure + size.labels;
  const label = rows.map((row) => (row.part === "code" ? `code ${row.size}` : row.size)).join(" → ");
  return (
    <svg
      class={isSmall ? "hourglass hourglass-small" : "hourglass"}
      viewBox={`0 0 ${all} ${height}`}
      role="img"
      aria-label={`Layers: ${label}`}
      aria-hidden={isSmall}
      {...(isSmall ? { width: all, height } : {})}
    >
      <polygon class="hourglass-glass" points={[...edge(-1), ...edge(1).reverse()].join(" ")} />
      {rows.map((row, at) => {
        const width = widths[at] as number;
        const y = heights[at] as number;
        return (
          // Lines have no names, and their number is their place.
          <g key={at} class={`hourglass-${row.part}`}>
            {isSmall ? null : <title>{row.layers.length === 0 ? row.words : row.layers.join("\n")}</title>}
            <Bars {...{ row, width, middle, y, size }} />
            {isSmall ? null : (
              <text x={size.figure + 12} y={y + 4}>
                <tspan class="hourglass-size">{row.size}</tspan> <tspan>{row.words}</tspan>
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}

interface BarsProps {
  readonly row: HourglassRow;
  readonly width: number;
  readonly middle: number;
  readonly y: number;
  readonly size: typeof large;
}

/** One bar for a row of units; sheets behind one another for planes. */
function Bars({ row, width, middle, y, size }: BarsProps): JSX.Element {
  const count = sheetCount(row);
  const bar = count === 1 ? size.bar : size.sheet;
  const step = bar + size.apart;
  const top = y - (count * step - size.apart) / 2;
  return (
    <>
      {Array.from({ length: count }, (_, sheet) => (
        <rect
          // All sheets are alike.
          key={sheet}
          x={middle - width / 2}
          y={top + sheet * step}
          rx={bar / 3}
          {...{ width, height: bar }}
        />
      ))}
    </>
  );
}
