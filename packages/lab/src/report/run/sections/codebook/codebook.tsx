import { capitalise, counted, withArticle } from "hourglass-core/internal/words.ts";
import type { JSX } from "preact";
import { toCsv } from "../../../../data/files/csv.ts";
import type { CodebookMeasures, CodebookPictures } from "../../../../evaluation/codebook.ts";
import { pictureSheet, sampleTile, tilesInRows } from "../../../components/picture-sheet.tsx";
import { plotFigure } from "../../../components/plot-figure.tsx";
import { sampleFigure } from "../../../components/sample-figure.tsx";
import { rebuiltLines } from "../../../components/sample-groups.ts";
import type { Figure } from "../../../components/section.ts";
import { Tile } from "../../../components/tile.tsx";
import { drawingNotes, drawSample, following } from "../../../pictures/draw-sample.ts";
import { exampleWords, nameOf } from "../../../words/example-words.ts";
import { formatNumber } from "../../../words/format.ts";
import { runWords } from "../../../words/run-words.ts";
import { countedSamples, samplesOf } from "../../../words/sample-words.ts";
import { ofTestSamples, type ReportSection, type SoundReportInput } from "../report-section.ts";
import { codebookUseKeys, codebookUsePlot } from "./codebook-use-plot.ts";
import { entryRaster, ranksOf } from "./entry-raster.ts";

/** What a code that is made of entries of a codebook chooses from, and how. */
export const codebook: ReportSection = ofTestSamples({
  title: "What the codebook holds",
  parts: (run) => {
    const { measures, pictures } = run.evaluation;
    if (measures.codebook === undefined || pictures.codebook === undefined) return [];
    return [
      { view: useOf(run, measures.codebook) },
      useFigure(run, measures.codebook),
      entriesFigure(run, pictures.codebook),
      mapsFigure(run, measures.codebook, pictures.codebook),
    ];
  },
});

const placesWords = (places: readonly number[]): string =>
  places.length === 1 ? counted(places[0] as number, "entry", "entries") : `${places.join(" × ")} entries`;

function useOf(
  { summary, evaluation: { measures } }: SoundReportInput,
  { entries, size, places, used, perplexity, bits }: CodebookMeasures,
): JSX.Element {
  const samples = samplesOf(summary);
  return (
    <p>
      {capitalise(withArticle(samples.title))} becomes {placesWords(places)} of a codebook of{" "}
      {counted(entries, "entry", "entries")} of {counted(size, "value")} each. Over the{" "}
      {countedSamples(measures.images, samples, "test ")} <strong>{counted(used, "entry", "entries")}</strong>{" "}
      are used, with a perplexity of <strong>{formatNumber(perplexity)}</strong>: as uneven as if so many
      entries were used equally often. At most {formatNumber(bits)} bits {withArticle(samples.title)} are
      needed to tell its code; less, since entries beside each other depend on each other.
    </p>
  );
}

function useFigure(
  { summary, evaluation: { measures }, document }: SoundReportInput,
  { uses, used }: CodebookMeasures,
): Figure {
  const samples = samplesOf(summary);
  const total = uses.reduce((sum, times) => sum + times, 0);
  const shares = uses.map((times) => times / total);
  return plotFigure(document, {
    label: "Share of each entry of the codebook",
    title: `How often each entry of the codebook is part of a code over the test ${samples.plural}`,
    of: runWords(summary),
    keys: codebookUseKeys(),
    draw: (frame) => codebookUsePlot({ shares: shares.toSorted((a, b) => b - a) }, frame),
    caption: (
      <>
        The share of each entry among all places of the codes of the{" "}
        {countedSamples(measures.images, samples, "test ")}, the most used first. The line is an equal share.
      </>
    ),
    reading:
      used < uses.length
        ? "Entries at the right end are never the nearest one: the code could do without them."
        : "Every entry is used. A steep fall on the left is what most places have in common, such as an empty ground.",
    file: "figures/codebook-use.svg",
    tables: {
      "figures/codebook.csv": toCsv(
        ["entry", "uses", "share"],
        uses.map((times, entry) => [entry, times, shares[entry] as number]),
      ),
    },
  });
}

function entriesFigure(run: SoundReportInput, pictures: CodebookPictures): Figure {
  const { entries } = pictures;
  return sampleFigure({
    drawn: run.evaluation.pictures,
    file: "figures/codebook",
    groups: [
      { samples: entries.map(({ entry, drawing }) => ({ label: `entry ${entry}`, values: drawing })) },
    ],
    asTable: {
      caption: <>{entriesWords(pictures)}</>,
      reading: `What a code of one entry, repeated, stands for. Entries whose lines are alike share what one could hold.`,
    },
    asPictures: () => entryPictures(run, pictures),
  });
}

function entriesWords({ entries }: CodebookPictures): string {
  return `What the decoder makes of one entry alone: codes that have it at every place, for the ${counted(entries.length, "entry", "entries")} that are used most often, the most used first.`;
}

function entryPictures(
  { summary, evaluation: { pictures } }: SoundReportInput,
  ofCodebook: CodebookPictures,
): Figure {
  const { entries } = ofCodebook;
  const drawn = drawingNotes(pictures.sample);
  return {
    caption: (
      <>
        {entriesWords(ofCodebook)}
        {following(drawn)}
      </>
    ),
    reading:
      "With convolutions each entry is a texture or a piece of a stroke; without, the pictures are what a code of one entry, repeated, stands for.",
    files: {
      "figures/codebook.svg": pictureSheet(
        {
          title: "Decodings of codes that have one entry of the codebook at every place",
          of: runWords(summary),
          notes: drawn,
        },
        tilesInRows(
          entries.map(({ entry, drawing }) => sampleTile(drawing, pictures, String(entry))),
          16,
        ),
      ),
    },
    view: (
      <div class="samples">
        {entries.map(({ entry, drawing }) => (
          <Tile key={entry} raster={drawSample(drawing, pictures)} alt={`entry ${entry}`} />
        ))}
      </div>
    ),
  };
}

function mapsFigure(run: SoundReportInput, measures: CodebookMeasures, pictures: CodebookPictures): Figure {
  const { summary, evaluation } = run;
  const { examples } = evaluation.pictures;
  const samples = samplesOf(summary);
  return sampleFigure({
    drawn: evaluation.pictures,
    file: "figures/codebook-maps",
    groups: examples.map((example, row) => ({
      title: `${exampleWords(example, summary.dataset.classNames, samples)}: ${entryNumbers(pictures.examples[row])}`,
      samples: rebuiltLines(example),
    })),
    asTable: {
      caption: (
        <>
          Which entries the examples are made of: after the name of each {samples.title} the numbers of the
          entries of its code, place by place.
        </>
      ),
      reading: `The same number in two codes is the same entry: what the two ${samples.plural} have in common.`,
    },
    asPictures: () => mapPictures(run, measures, pictures),
    files: {
      "figures/codebook-maps.csv": toCsv(
        ["index", "place", "entry"],
        examples.flatMap(({ index }, row) =>
          Array.from(pictures.examples[row] as Int32Array, (entry, place) => [index, place, entry]),
        ),
      ),
    },
  });
}

/** More are for the file. */
const mostEntryNumbers = 12;

function entryNumbers(entries: Int32Array = new Int32Array()): string {
  const numbers = [...entries.subarray(0, mostEntryNumbers)].join(", ");
  const name = entries.length === 1 ? "entry" : "entries";
  return `${name} ${numbers}${entries.length > mostEntryNumbers ? ", …" : ""}`;
}

function mapPictures(
  { summary, evaluation: { pictures } }: SoundReportInput,
  { places, uses }: CodebookMeasures,
  { examples: indices }: CodebookPictures,
): Figure {
  const { examples } = pictures;
  const samples = samplesOf(summary);
  const { classNames } = summary.dataset;
  const ranks = ranksOf(uses);
  const maps = indices.map((entries) => entryRaster(entries, places, ranks));
  const colours =
    "Each cell is a place of the code; its colour is the rank of its entry by use, from the most used (dark) to the least (light).";
  return {
    caption: (
      <>
        Which entries the examples are made of: the {samples.title} (above), its code (middle) and the
        reconstruction (below). {colours}
      </>
    ),
    reading:
      "The same colour in two pictures is the same entry: what the two have in common at these places.",
    files: {
      "figures/codebook-maps.svg": pictureSheet(
        {
          title: `Which entries of the codebook the codes of test ${samples.plural} are made of`,
          of: runWords(summary),
          notes: [colours],
        },
        [
          { label: "original", tiles: examples.map(({ original }) => sampleTile(original, pictures)) },
          { label: "entries", tiles: maps.map((raster) => ({ raster })) },
          {
            label: "reconstruction",
            tiles: examples.map(({ reconstruction, label }) =>
              sampleTile(reconstruction, pictures, nameOf(label, classNames)),
            ),
          },
        ],
      ),
    },
    links: ["figures/codebook-maps.svg", "figures/codebook-maps.csv"],
    view: (
      <div class="examples">
        <div class="row-names" aria-hidden="true">
          <span>original</span>
          <span>entries</span>
          <span>reconstruction</span>
        </div>
        {examples.map((example, row) => {
          const which = exampleWords(example, classNames, samples);
          return (
            <div class="example" key={example.index}>
              <Tile raster={drawSample(example.original, pictures)} alt={`${which}: original`} />
              <Tile
                raster={maps[row] as ReturnType<typeof entryRaster>}
                alt={`${which}: entries of the codebook`}
              />
              <Tile raster={drawSample(example.reconstruction, pictures)} alt={`${which}: reconstruction`} />
              <span class="tile-label">{nameOf(example.label, classNames)}</span>
            </div>
          );
        })}
      </div>
    ),
  };
}
