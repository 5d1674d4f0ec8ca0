import type { CodeGrid } from "../evaluation/code-grid.ts";
import type { Pictures, SoundEvaluation } from "../evaluation/evaluation.ts";
import { type ImageShape, toBytes } from "../evaluation/pictures.ts";
import { counted } from "../words.ts";
import { nameOf } from "./components/examples.tsx";
import { formatNumber } from "./format.ts";
import { contactSheet, inRows } from "./picture-grid.ts";
import { pictureSheet, type SheetRow, type SheetTile } from "./picture-sheet.tsx";
import { drawingWidth, type FigureWords } from "./plots/figure-file.tsx";
import { scaleMark } from "./plots/keys.tsx";
import {
  type ColorRange,
  codeRange,
  codeRaster,
  differenceRaster,
  imageRaster,
  weightRange,
  weightRaster,
} from "./raster.ts";
import type { SectionProps } from "./report-input.ts";
import { runWords } from "./run-words.ts";
import { unitDifferences } from "./unit-differences.ts";

type File = readonly [path: string, content: string];

/** What is the same in all sheets of a run. */
interface SheetMaker {
  /** An image of the data set. */
  readonly show: (bytes: Uint8Array, label?: string) => SheetTile;
  readonly classOf: (label: number | undefined) => string | undefined;
  readonly file: (
    name: string,
    words: Omit<FigureWords, "of">,
    rows: readonly SheetRow[],
    widest?: number,
  ) => File;
}

/** The pictures of a run as files: sheets whose rows say what they are. */
export function sheetFiles({ summary, evaluation }: SectionProps): readonly File[] {
  const { pictures } = evaluation;
  const maker: SheetMaker = {
    show: (bytes, label) => ({
      raster: imageRaster(bytes, pictures.image),
      ...(label === undefined ? {} : { label }),
    }),
    classOf: (label) => nameOf(label, summary.dataset.classNames),
    file: (name, words, rows, widest) => [
      `figures/${name}.svg`,
      pictureSheet({ ...words, of: runWords(summary) }, rows, widest),
    ],
  };
  return [
    examplesSheet(maker, pictures),
    extremesSheet(maker, evaluation),
    ...unitSheets(maker, pictures),
    ...sheetsOfKind(maker, pictures),
  ].filter(([, content]) => content.includes("<image"));
}

function examplesSheet({ show, classOf, file }: SheetMaker, { examples, codeShape }: Pictures): File {
  const range = codeRange(examples.map(({ code }) => code));
  return file(
    "examples",
    {
      title: "Test images, their codes and their reconstructions",
      keys: [rangeKey("value of a code's entry", range)],
      notes: ["The images were not chosen by how well they are rebuilt."],
    },
    [
      { label: "original", tiles: examples.map(({ original }) => show(original)) },
      {
        label: "code",
        tiles: examples.map(({ code }) => ({ raster: codeRaster(code, codeShape, range) })),
      },
      {
        label: "reconstruction",
        tiles: examples.map(({ reconstruction, label }) => show(reconstruction, classOf(label))),
      },
    ],
  );
}

function extremesSheet({ show, file }: SheetMaker, { measures, pictures }: SoundEvaluation): File {
  const measure = measures.rankedBy;
  const { best, median, worst } = pictures;
  const groups = [
    ["lowest errors", best],
    ["errors around the median", median],
    ["highest errors", worst],
  ] as const;
  return file(
    "extremes",
    {
      title: "Test images with the lowest, the median and the highest errors",
      notes: [`Under each reconstruction, its ${measure.toUpperCase()}.`],
    },
    groups.flatMap(([name, group]) => [
      { label: `${name}: original`, tiles: group.map(({ original }) => show(original)) },
      {
        label: "reconstruction",
        tiles: group.map((one) => show(one.reconstruction, formatNumber(one[measure]))),
      },
    ]),
  );
}

function unitSheets({ show, file }: SheetMaker, { image, unitDrawings }: Pictures): readonly File[] {
  const { differences, range } = unitDifferences(unitDrawings);
  const ofUnit = (unit: number): string => `unit ${unit}`;
  const drawings = unitDrawings.units.map(({ unit, drawing }) => show(toBytes(drawing), ofUnit(unit)));
  const changes = differences.map((difference, index) => ({
    raster: differenceRaster(difference, image, range),
    label: ofUnit(unitDrawings.units[index]?.unit ?? index),
  }));
  const rows = (tiles: readonly SheetTile[]): SheetRow[] => grid(tiles, 8);
  return [
    file("units", { title: "What the decoder draws for one unit of the code alone" }, rows(drawings)),
    file(
      "unit-differences",
      {
        title: "What one unit of the code adds to the decoding of the code of zeros",
        keys: [rangeKey("difference of intensity", range)],
      },
      rows(changes),
    ),
  ];
}

/** What only some models have. */
function sheetsOfKind(maker: SheetMaker, pictures: Pictures): readonly File[] {
  const { image, walks, denoised, unitImages, samples, codeGrid } = pictures;
  const { show, classOf, file } = maker;
  return [
    file(
      "walks",
      {
        title: "From one test image to another, in equal steps between their codes",
        notes: ["The first and the last of a row are the images themselves; between them, decoded codes."],
      },
      walks.map(({ from, to, steps }) => ({
        label: [from, to].map((end) => classOf(end.label) ?? `image ${end.index}`).join(" to "),
        tiles: [from.original, ...steps, to.original].map((bytes) => show(bytes)),
      })),
    ),
    ...filterSheets(maker, pictures),
    ...(denoised === undefined
      ? []
      : [
          file("denoised", { title: "Test images with noise, restored, and as they were" }, [
            { label: "noisy", tiles: denoised.map(({ corrupted }) => show(corrupted)) },
            { label: "restored", tiles: denoised.map(({ reconstruction }) => show(reconstruction)) },
            {
              label: "clean",
              tiles: denoised.map(({ original, label }) => show(original, classOf(label))),
            },
          ]),
        ]),
    ...(unitImages === undefined
      ? []
      : [
          file(
            "unit-images",
            { title: "The test images to which units of the code respond most" },
            unitImages.map(({ unit, images }) => ({
              label: `unit ${unit}`,
              tiles: images.map(({ original }) => show(original)),
            })),
          ),
        ]),
    ...(samples === undefined
      ? []
      : [
          file(
            "samples",
            {
              title: `${counted(samples.length, "image")} decoded from codes drawn from the standard normal prior`,
            },
            grid(
              samples.map((bytes) => show(bytes)),
              16,
            ),
          ),
        ]),
    ...(codeGrid === undefined ? [] : [codeGridSheet(maker, codeGrid, image)]),
  ];
}

function codeGridSheet({ file }: SheetMaker, { coordinates, images }: CodeGrid, image: ImageShape): File {
  const [first = 0, last = 0] = [coordinates[0], coordinates.at(-1)];
  const sheet = contactSheet(
    images.map((bytes) => imageRaster(bytes, image)),
    coordinates.length,
    0,
  );
  return file(
    "code-grid",
    {
      title: "Decodings of a grid over the two values of the code",
      notes: [
        `The first value from left to right, the second from bottom to top, each from ${formatNumber(first)} to ${formatNumber(last)} in quantiles of the standard normal distribution.`,
      ],
    },
    [{ tiles: [{ raster: sheet }] }],
    drawingWidth,
  );
}

function filterSheets({ classOf, file }: SheetMaker, { filters, features }: Pictures): readonly File[] {
  const files: File[] = [];
  if (filters !== undefined) {
    const weights = filters.filters.map((filter) => filter.weights);
    const range = weightRange(weights, filters.shape);
    files.push(
      file(
        "filters",
        {
          title: "Weights of the units of the first layer, each as an image",
          ...(filters.shape.channels === 3
            ? { notes: ["Red, green and blue are the weights of the three channels; grey is 0."] }
            : { keys: [rangeKey("weight", range)] }),
        },
        grid(
          filters.filters.map(({ unit, weights: ofUnit }) => ({
            raster: weightRaster(ofUnit, filters.shape, range),
            label: `unit ${unit}`,
          })),
          8,
        ),
      ),
    );
  }
  if (features !== undefined) {
    const rows = features.layers.flatMap(({ layer, shape: [, height, width], maps }) => {
      const range = codeRange(maps.flat());
      return maps.flatMap((ofImage, index) => {
        const shown = features.images[index];
        const tiles = ofImage.map((map) => ({
          raster: codeRaster(map, { rows: height, columns: width }, range),
        }));
        return inRows(tiles, 16).map((row, part) => ({
          label: part > 0 ? "" : `${layer}: ${classOf(shown?.label) ?? `image ${shown?.index}`}`,
          tiles: row,
        }));
      });
    });
    files.push(
      file(
        "feature-maps",
        {
          title: "What the convolutions make of test images",
          notes: ["Each layer has a scale of colours of its own."],
        },
        rows,
      ),
    );
  }
  return files;
}

function grid(tiles: readonly SheetTile[], columns: number): SheetRow[] {
  return inRows(tiles, columns).map((row) => ({ tiles: row }));
}

function rangeKey(title: string, { minimum, maximum, colors }: ColorRange): ReturnType<typeof scaleMark> {
  return scaleMark(`${title}, from ${formatNumber(minimum)} to ${formatNumber(maximum)}`, colors);
}
