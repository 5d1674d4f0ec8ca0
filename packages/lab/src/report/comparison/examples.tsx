import type { SampleValues } from "hourglass-core/internal/data/samples/part.ts";
import type { JSX } from "preact";
import { pictureSheet, sampleTile } from "../components/picture-sheet.tsx";
import { sampleFigure } from "../components/sample-figure.tsx";
import type { Figure, Section } from "../components/section.ts";
import { Tile } from "../components/tile.tsx";
import { drawingNotes, drawSample, following } from "../pictures/draw-sample.ts";
import { exampleWords, nameOf } from "../words/example-words.ts";
import { samplesOf } from "../words/sample-words.ts";
import { type ComparisonInput, comparisonWords, drawnOf, firstRun } from "./comparison-input.ts";
import { RunKey } from "./run-key.tsx";

/** The same test samples, and below them what each run makes of them. */
export const comparisonExamples: Section<ComparisonInput> = { parts: (comparison) => [figureOf(comparison)] };

function figureOf(comparison: ComparisonInput): Figure {
  const { runs, examples } = comparison;
  const { dataset } = firstRun(comparison).summary;
  const samples = samplesOf({ dataset });
  return sampleFigure({
    drawn: drawnOf(comparison),
    file: "figures/examples",
    groups: examples.map((example, place) => ({
      title: exampleWords(example, dataset.classNames, samples),
      samples: [
        { label: "original", values: example.original },
        ...runs.map(({ name, reconstructions }) => ({
          label: name,
          values: reconstructions[place] as SampleValues,
          like: example.original,
        })),
      ],
    })),
    asTable: {
      caption: (
        <>
          Test {samples.plural} and their reconstructions by each run: {choiceOf(comparison)}, not a choice of
          the best.
        </>
      ),
      reading: (
        <>
          Compare a column from top to bottom. Values that are nearer to the middle than the original's are
          what a code had no room for; a lower error is not always a better {samples.title}.
        </>
      ),
      links: [],
    },
    asPictures: () => picturesFigure(comparison),
  });
}

function choiceOf(comparison: ComparisonInput): string {
  const { title } = samplesOf(firstRun(comparison).summary);
  return comparison.examples.some(({ label }) => label !== undefined)
    ? `the first ${title} of each class in the test set`
    : "the first of the test set";
}

function picturesFigure(comparison: ComparisonInput): Figure {
  const { runs, examples } = comparison;
  const { summary } = firstRun(comparison);
  const { classNames } = summary.dataset;
  const samples = samplesOf(summary);
  const { plural, bounded } = samples;
  const drawn = drawnOf(comparison);
  const words = drawingNotes(drawn.sample);
  const row = (all: readonly SampleValues[], what: string): JSX.Element[] =>
    all.map((values, example) => (
      <Tile
        key={example}
        raster={drawSample(values, drawn)}
        alt={`${exampleWords(examples[example]!, classNames, samples)}: ${what}`}
      />
    ));
  const sheet = pictureSheet(
    {
      title: `Test ${plural}, as they are and as each run rebuilds them`,
      of: comparisonWords(comparison),
      notes: [`The ${plural} were not chosen by how well they are rebuilt.`, ...words],
    },
    [
      {
        label: "original",
        tiles: examples.map(({ original, label }) => sampleTile(original, drawn, nameOf(label, classNames))),
      },
      ...runs.map(({ name, reconstructions }) => ({
        label: name,
        tiles: reconstructions.map((values) => sampleTile(values, drawn)),
      })),
    ],
  );
  return {
    caption: (
      <>
        Test {plural} and their reconstructions by each run: {choiceOf(comparison)}, not a choice of the best.
        {following(words)}
      </>
    ),
    reading: (
      <>
        Compare a column from top to bottom.{" "}
        {bounded
          ? "Strokes that end too early, gaps that close and edges that blur are"
          : "Values that are nearer to the middle than the original's are"}{" "}
        what a code had no room for; a lower error does not always look better.
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
