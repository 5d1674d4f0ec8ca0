import { kindOfSamples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { isImageShape, type SampleShape, sampleSize } from "hourglass-core/internal/data/samples/shape.ts";
import { makesSparse } from "hourglass-core/internal/model/layers/layers.ts";
import { formatCount, formatLayer, formatShape } from "hourglass-lab/internal/report/words/format.ts";
import type { DrawnLayer } from "../../workers/trainer/trainer-api.ts";

/** A line of the hourglass: what comes out of a layer, with all that keeps its size. */
export interface HourglassRow {
  readonly part: "sample" | "encoder" | "code" | "decoder" | "reconstruction";
  /** `32`, or `14 × 14 × 64`. */
  readonly size: string;
  /** `dense, relu` */
  readonly words: string;
  /** The layer whose result it is; absent of the sample. */
  readonly layer?: string;
  /** The layers as they describe themselves. */
  readonly layers: readonly string[];
  /** Their names. */
  readonly names: readonly string[];
  /** Values side by side: units, or the places of one plane. */
  readonly breadth: number;
  /** Planes that lie behind one another; 1 for a row of units. */
  readonly depth: number;
  /** How a layer's `breadth` lies; absent of the sample. */
  readonly plane?: { readonly height: number; readonly width: number };
}

/** The lines of a model's hourglass, the sample first and its reconstruction last. */
export function hourglassRows(sample: SampleShape, layers: readonly DrawnLayer[]): readonly HourglassRow[] {
  const groups: DrawnLayer[][] = [];
  for (const layer of layers) {
    const last = groups.at(-1);
    if (last === undefined || layer.changes) groups.push([layer]);
    else last.push(layer);
  }
  // A first layer that only arranges the sample anew is the sample.
  const own = groups.filter(([first], at) => at > 0 || first?.changes);
  const size = formatShape(sample);
  return [
    {
      ...{ part: "sample", size, words: kindOfSamples(sample).title, layers: [], names: [] },
      ...{ breadth: breadthOf(sample), depth: 1 },
    },
    ...own.map((group, at) => {
      const row = rowOf(group);
      return at < own.length - 1
        ? row
        : { ...row, part: "reconstruction" as const, size, words: "reconstruction", depth: 1 };
    }),
  ];
}

/** As wide as an image is large; of others all values lie side by side. */
function breadthOf(sample: SampleShape): number {
  return isImageShape(sample) ? sample.height * sample.width : sampleSize(sample);
}

function rowOf(group: readonly DrawnLayer[]): HourglassRow {
  // What only arranges planes in a line comes after what shows them.
  const shown = (group.findLast(({ shape }) => shape.length === 3) ?? group.at(-1)) as DrawnLayer;
  const planes = shown.shape.length === 3 ? shown.shape : undefined;
  const [depth = 1, height = 1, width = 1] = planes ?? [1, 1, shown.shape[0] ?? 1];
  return {
    layer: shown.name,
    part: group.some(({ part }) => part === "code") ? "code" : (group[0]?.part ?? "encoder"),
    size: planes === undefined ? formatCount(width) : `${height} × ${width} × ${depth}`,
    words: wordsOf(group),
    layers: group.map(({ description }) => formatLayer(description)),
    names: group.map(({ name }) => name),
    breadth: height * width,
    depth,
    plane: { height, width },
  };
}

/** The kind of the first layer, the last activation, and what makes it sparse. */
function wordsOf(group: readonly DrawnLayer[]): string {
  const activation = group.findLast((layer) => (layer.activation ?? "linear") !== "linear")?.activation;
  const sparse = group.slice(1).find((layer) => makesSparse(layer.kind))?.kind;
  // In full it does not fit beside the figure.
  const kind = group[0]?.kind.replace("transposed-convolution", "transp. conv.");
  return [kind, activation, sparse].filter((word) => word !== undefined).join(", ");
}

/** How wide a line is drawn, of 1: by the logarithm of its values, more steeply, so that a waist is to be seen. */
export function rowWidths(rows: readonly Pick<HourglassRow, "breadth">[]): readonly number[] {
  const widest = Math.log(1 + Math.max(...rows.map(({ breadth }) => breadth)));
  return rows.map(({ breadth }) => (Math.log(1 + breadth) / widest) ** 1.6);
}

/** How many sheets stand for the planes of a line. */
export function sheetCount({ depth }: Pick<HourglassRow, "depth">): number {
  return 1 + Math.min(3, Math.round(Math.log2(depth) / 2));
}
