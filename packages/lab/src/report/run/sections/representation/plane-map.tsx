import { group, median } from "d3-array";
import type { JSX } from "preact";
import { renderToString } from "preact-render-to-string";
import type { PlaneMap, PlanePoint } from "../../../../measures/measure.ts";
import { figureFile } from "../../../plots/figure-file.tsx";
import { dotMark } from "../../../plots/keys.tsx";
import { countedSamples, type SampleWords } from "../../../words/sample-words.ts";
import type { MapSprite } from "./map-sprite.ts";

/** A map as SVG. */
export interface DrawnMap {
  /** Shows the sample of a point under the pointer; the page must hold the sprite under {@link spriteId}. */
  readonly page: string;
  /** A whole SVG file of the points and the names. */
  readonly file: string;
}

/** The id of the picture with all small pictures. */
export const spriteId = "map-sprite";

/** Colours that the style sheet has for classes; further classes have them again. */
const colors = 10;

/** Pixels of the drawing, of its margin, and of a small picture. */
const side = 424;
const margin = 14;
const thumbnail = 72;

export function classColor(label: number): string {
  return `var(--class-${label % colors})`;
}

/**
 * Draws points in the plane, in the colours of their classes where there are labels, and the names of the classes.
 * @param of what the map is of: the model, its data, the split
 */
export function drawPlaneMap(
  map: PlaneMap,
  samples: Pick<SampleWords, "title" | "plural">,
  of: string,
  labels: Uint8Array | undefined,
  classNames: readonly string[],
  sprite: MapSprite,
): DrawnMap {
  const places = fit(map.points);
  const labelOf = (position: number): number => labels?.[map.images[position] as number] ?? 0;
  const classes = group(places.keys(), labelOf);
  const dots = [...classes].map(([label, members]) => (
    <path
      key={label}
      d={members.map((position) => dotAt(places[position] as PlanePoint)).join("")}
      style={`stroke:${classColor(label)}`}
    />
  ));
  const names =
    labels === undefined
      ? []
      : [...classes].map(([label, members]) => {
          const at = (axis: "x" | "y"): number =>
            median(members, (position) => places[position]?.[axis]) ?? 0;
          return (
            <text key={label} x={Math.round(at("x"))} y={Math.round(at("y")) + 5}>
              {classNames[label] ?? label}
            </text>
          );
        });
  const draw = (hits: readonly JSX.Element[]): string =>
    renderToString(
      <svg
        class="plot plane-map"
        viewBox={`0 0 ${side} ${side}`}
        width={side}
        height={side}
        role="img"
        aria-label={`Test ${samples.plural} as points in the plane`}
        font-family="system-ui, sans-serif"
      >
        <g class="map-dots" fill="none" stroke-width="5" stroke-linecap="round" stroke-opacity="0.75">
          {dots}
        </g>
        <g
          class="map-names"
          font-size="14"
          font-weight="700"
          text-anchor="middle"
          fill="currentColor"
          stroke="var(--plot-ground)"
          stroke-width="4"
          stroke-linejoin="round"
          paint-order="stroke"
        >
          {names}
        </g>
        {hits.length > 0 && <g class="map-hits">{hits}</g>}
      </svg>,
    );
  const hits = places.flatMap((place, position) => {
    const tile = sprite.place(map.images[position] as number);
    if (tile === undefined) return [];
    const { left, top, width, height } = tile;
    const scale = thumbnail / Math.max(width, height);
    return [
      <g key={position}>
        {sprite.words !== undefined && <title>{sprite.words(map.images[position] as number)}</title>}
        <path d={dotAt(place)} />
        {/* biome-ignore lint/a11y/noSvgWithoutTitle: a part of a picture that has a name; thousands more would be noise */}
        <svg
          x={clamp(place.x + 10)}
          y={clamp(place.y - thumbnail - 6)}
          width={Math.round(width * scale)}
          height={Math.round(height * scale)}
          viewBox={`${left} ${top} ${width} ${height}`}
        >
          <use href={`#${spriteId}`} />
        </svg>
      </g>,
    ];
  });
  const keys = [...classes.keys()]
    .toSorted((a, b) => a - b)
    .map((label) => dotMark(classNames[label] ?? `class ${label}`, classColor(label)));
  const file = figureFile(
    {
      title: `${map.title}: ${countedSamples(map.points.length, samples, "test ")} by their codes`,
      ...{ of, keys: labels === undefined ? [] : keys },
      notes: [
        `Both axes have one scale and no unit${labels === undefined ? "." : "; a name stands at the median of its class."}`,
      ],
    },
    { width: side, height: side, markup: draw([]) },
  );
  return { page: draw(hits), file };
}

/** Points to scale, both axes alike, in the middle of the drawing. */
function fit(points: readonly PlanePoint[]): readonly PlanePoint[] {
  const range = (values: readonly number[]): readonly [number, number] => [
    values.reduce((least, value) => Math.min(least, value), Infinity),
    values.reduce((greatest, value) => Math.max(greatest, value), -Infinity),
  ];
  const [left, right] = range(points.map(({ x }) => x));
  const [bottom, top] = range(points.map(({ y }) => y));
  const scale = (side - 2 * margin) / (Math.max(right - left, top - bottom) || 1);
  const place = (value: number): number => Math.round(10 * (side / 2 + value * scale)) / 10;
  return points.map(({ x, y }) => ({
    x: place(x - (left + right) / 2),
    // Up is greater.
    y: place((bottom + top) / 2 - y),
  }));
}

/** A line of almost no length: its round ends are a dot, in the fewest characters. */
function dotAt({ x, y }: PlanePoint): string {
  return `M${x} ${y}h.01`;
}

function clamp(start: number): number {
  return Math.round(Math.min(side - thumbnail, Math.max(0, start)));
}
