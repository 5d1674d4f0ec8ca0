import type { JSX } from "preact";
import { type ComparisonInput, comparisonWords, firstRun } from "../comparison-input.ts";
import { Tile } from "../components/tile.tsx";
import { imageWords, nameOf } from "../image-words.ts";
import { imageTile, pictureSheet } from "../picture-sheet.tsx";
import { imageRaster } from "../raster.ts";
import type { Figure, Section } from "../section.ts";
import { RunKey } from "./run-key.tsx";

/** The same test images, and below them what each run makes of them. */
export const comparisonExamples: Section<ComparisonInput> = { parts: (comparison) => [figureOf(comparison)] };

function figureOf(comparison: ComparisonInput): Figure {
  const { runs, examples } = comparison;
  const { image, classNames } = firstRun(comparison).summary.dataset;
  const labelled = examples.some(({ label }) => label !== undefined);
  const row = (images: readonly Uint8Array[], what: string): JSX.Element[] =>
    images.map((bytes, example) => (
      <Tile
        key={example}
        raster={imageRaster(bytes, image)}
        alt={`${imageWords(examples[example]!, classNames)}: ${what}`}
      />
    ));
  const sheet = pictureSheet(
    {
      title: "Test images, as they are and as each run rebuilds them",
      of: comparisonWords(comparison),
      notes: ["The images were not chosen by how well they are rebuilt."],
    },
    [
      {
        label: "original",
        tiles: examples.map(({ original, label }) => imageTile(original, image, nameOf(label, classNames))),
      },
      ...runs.map(({ name, reconstructions }) => ({
        label: name,
        tiles: reconstructions.map((bytes) => imageTile(bytes, image)),
      })),
    ],
  );
  return {
    caption: (
      <>
        Test images and their reconstructions by each run
        {labelled ? ": the first image of each class in the test set" : ": the first of the test set"}, not a
        choice of the best.
      </>
    ),
    reading: (
      <>
        Compare a column from top to bottom. Strokes that end too early, gaps that close and edges that blur
        are what a code had no room for; a lower error does not always look better.
      </>
    ),
    files: { "figures/examples.svg": sheet },
    links: [],
    view: (
      <div class="compared" style={{ gridTemplateColumns: `repeat(${examples.length}, 1fr)` }}>
        <p class="compared-name">original</p>
        {row(
          examples.map(({ original }) => original),
          "original",
        )}
        {runs.map(({ name, reconstructions }, index) => [
          <p class="compared-name" key={name}>
            <RunKey run={index} name={name} />
          </p>,
          ...row(reconstructions, name),
        ])}
      </div>
    ),
  };
}
