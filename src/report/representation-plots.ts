import { toCsv } from "../data/csv.ts";
import type { PlaneMap } from "../measures/measure.ts";
import { type DrawnPanel, panelWidth } from "./drawn-panel.ts";
import { fileName } from "./file-names.ts";
import { type MapSprite, mapSprite } from "./map-sprite.ts";
import { confusionKeys, confusionPlot } from "./plots/confusion-plot.ts";
import { curvePlot, isSpectrum, logarithmNotes } from "./plots/curve-plot.ts";
import { floorsKeys, floorsPlot } from "./plots/floors-plot.ts";
import { lineKey } from "./plots/line-key.ts";
import { type DrawnMap, drawPlaneMap } from "./plots/plane-map.tsx";
import { type RenderedPlot, renderPlot } from "./plots/render-plot.ts";
import { comparedFigures, knownResults, type Representation } from "./representation-input.ts";

/** The plots of what measures have found. */
export interface RepresentationPlots {
  /** Shares against what they are compared with; absent where no measure gives any. */
  readonly floors?: RenderedPlot;
  readonly confusions: readonly DrawnPanel[];
  readonly curves: readonly DrawnPanel[];
  readonly maps: readonly (DrawnMap & {
    readonly title: string;
    readonly points: number;
    /** Of its files, without the ending. */
    readonly path: string;
  })[];
  /** What the maps show under the pointer; absent without maps. */
  readonly sprite?: MapSprite;
}

/** @param of what the figures are of: the model, its data, the split */
export function drawRepresentation(
  representation: Representation,
  of: string,
  document: Document,
): RepresentationPlots {
  const known = knownResults(representation);
  const shares = known
    .flatMap(({ info, result }) => comparedFigures(info, result))
    .filter(({ unit, value, beside }) => unit === "" && isShare(value) && isShare(beside?.value));
  const confusions = known.flatMap(({ name, info, result }) =>
    (result.confusions ?? []).map((confusion) => ({ name, info, confusion })),
  );
  const curves = known.flatMap(({ name, result }) => (result.curves ?? []).map((curve) => ({ name, curve })));
  const { classNames } = representation;
  const maps = known.flatMap(({ name, result }) => (result.maps ?? []).map((map) => ({ name, map })));
  return {
    ...drawMaps(representation, of, maps),
    ...(shares.length === 0
      ? {}
      : {
          floors: renderPlot(
            document,
            {
              label: "Shares of the code and what they are compared with",
              title: "What the code is worth, beside what it is compared with",
              ...{ of, keys: floorsKeys(shares) },
            },
            (frame) => floorsPlot(shares, frame),
          ),
        }),
    confusions: confusions.map(({ name, info, confusion }) => ({
      title: `${info.title}: ${confusion.title}`,
      plot: renderPlot(
        document,
        {
          label: "Confusion matrix of the classes",
          title: `${info.title}: ${confusion.title}`,
          ...{ of, keys: confusionKeys, notes: ["Numbers are images; rows are their classes."] },
        },
        (frame) => confusionPlot(confusion, classNames, frame),
        panelWidth(confusions.length),
      ),
      file: `${confusionPath(name, confusion.name)}.svg`,
    })),
    curves: curves.map(({ name, curve }) => {
      const data = {
        ...{ x: curve.x, y: curve.y, isLogarithmic: isSpectrum(name, curve.name) },
        lines: [{ style: 0, points: curve.points.map(({ x, y }) => ({ x, mean: y })) }],
      };
      return {
        title: curve.title,
        plot: renderPlot(
          document,
          {
            label: "A measure as a curve",
            title: curve.title,
            ...{ of, keys: [lineKey(document, "this model", 0)], notes: logarithmNotes(data) },
          },
          (frame) => curvePlot(data, frame),
          panelWidth(curves.length),
        ),
        file: `${curvePath(name, curve.name)}.svg`,
      };
    }),
  };
}

/** Points of a map that show their image: each takes a few hundred bytes of the page. */
const mostPictures = 1_000;

function drawMaps(
  { test, classNames }: Representation,
  of: string,
  maps: readonly { readonly name: string; readonly map: PlaneMap }[],
): Pick<RepresentationPlots, "maps" | "sprite"> {
  if (maps.length === 0) return { maps: [] };
  const images = [...new Set(maps.flatMap(({ map }) => map.images))];
  const sprite = mapSprite(test, images.slice(0, mostPictures));
  return {
    sprite,
    maps: maps.map(({ name, map }) => ({
      ...drawPlaneMap(map, of, test.labels, classNames, sprite),
      title: map.title,
      points: map.points.length,
      path: mapPath(name, map.name),
    })),
  };
}

/** The numbers behind them as CSV files: path inside the run folder and content. */
export function representationTables(representation: Representation): [string, string][] {
  const { test, classNames } = representation;
  const known = knownResults(representation);
  return [
    [
      "figures/measures.csv",
      toCsv(
        ["measure", "figure", "value"],
        known.flatMap(({ name, result }) =>
          Object.entries(result.figures).map(([figure, value]) => [name, figure, value]),
        ),
      ),
    ],
    ...known.flatMap(({ name, result: { curves = [], confusions = [], maps = [] } }) => [
      ...curves.map(({ name: curve, x, y, points }): [string, string] => [
        `${curvePath(name, curve)}.csv`,
        toCsv(
          [x, y],
          points.map((point) => [point.x, point.y]),
        ),
      ]),
      ...confusions.map(({ name: confusion, counts }): [string, string] => [
        `${confusionPath(name, confusion)}.csv`,
        toCsv(
          ["true class / taken for", ...counts.map((_, label) => classNames[label] ?? String(label))],
          counts.map((row, label) => [classNames[label] ?? label, ...row]),
        ),
      ]),
      ...maps.map(({ name: map, images, points }): [string, string] => [
        `${mapPath(name, map)}.csv`,
        toCsv(
          ["testImage", "label", "x", "y"],
          images.map((image, at) => [image, test.labels?.[image], points[at]?.x, points[at]?.y]),
        ),
      ]),
    ]),
  ];
}

function isShare(value: number | undefined): boolean {
  return value !== undefined && value >= 0 && value <= 1;
}

/** Paths of figures without their endings. */
const confusionPath = (measure: string, name: string): string =>
  `figures/confusion-${fileName(measure)}-${fileName(name)}`;
const curvePath = (measure: string, name: string): string =>
  `figures/curve-${fileName(measure)}-${fileName(name)}`;
const mapPath = (measure: string, name: string): string => `figures/${fileName(measure)}-${fileName(name)}`;
