import type { SampleValues } from "hourglass-core/internal/data/samples/part.ts";
import { counted } from "hourglass-core/internal/words.ts";
import type { ClassPictures } from "../../../../evaluation/class-pictures.ts";
import { pictureSheet, sampleTile } from "../../../components/picture-sheet.tsx";
import { sampleFigure } from "../../../components/sample-figure.tsx";
import type { Figure } from "../../../components/section.ts";
import { Tile } from "../../../components/tile.tsx";
import { drawingNotes, drawSample, following } from "../../../pictures/draw-sample.ts";
import { nameOf } from "../../../words/example-words.ts";
import { runWords } from "../../../words/run-words.ts";
import { samplesOf } from "../../../words/sample-words.ts";
import { ofTestSamples, type ReportSection, type SoundReportInput } from "../report-section.ts";

/** What a model that is told the class makes of the same code as each of them. */
export const toldClass: ReportSection = ofTestSamples({
  title: "One code as every class",
  parts: (run) => {
    const { classes } = run.evaluation.pictures;
    return classes === undefined ? [] : [drawnFigure(run, classes), swappedFigure(run, classes)];
  },
});

interface ClassRow {
  readonly label: string;
  /** Where it begins with a sample itself: its name. */
  readonly original?: string;
  /** That, and then a decoding as each class. */
  readonly tiles: readonly SampleValues[];
}

function drawnFigure(run: SoundReportInput, { classes, drawn }: ClassPictures): Figure {
  const words = samplesOf(run.summary);
  return classFigure(
    run,
    drawn.map((tiles, index) => ({ label: `code ${index + 1}`, tiles })),
    {
      title: "Codes drawn from the standard normal prior, each decoded as every class",
      file: "figures/classes-drawn",
      caption: (
        <>
          {counted(drawn.length, "code")} drawn from the standard normal prior, a row each; decoded as the
          classes {namesOf(run, classes)}, from left to right.
        </>
      ),
      reading: (
        <>
          A column is {words.plural} of one class, a row is one style. Where a row keeps its slant, width or
          weight while the class changes, the code holds the style and the class comes from what the decoder
          is told.
        </>
      ),
    },
  );
}

function swappedFigure(run: SoundReportInput, { classes, swapped }: ClassPictures): Figure {
  const words = samplesOf(run.summary);
  const { title } = words;
  return classFigure(
    run,
    swapped.map(({ example, drawings }) => ({
      label: nameOf(example.label, run.summary.dataset.classNames) ?? `${title} ${example.index}`,
      original: `test ${title} ${example.index}`,
      tiles: [example.original, ...drawings],
    })),
    {
      title: `Test ${words.plural}, and their codes decoded as every class`,
      file: "figures/classes-swapped",
      caption: (
        <>
          On the left a test {title}, encoded with its own class; beside it the decodings of its code as the
          classes {namesOf(run, classes)}.
        </>
      ),
      reading: (
        <>
          In the column of its own class stands the reconstruction. The others show the same style in another
          class; where they all look like the original, the code has the class as well, and the decoder does
          not listen to what it is told.
        </>
      ),
    },
  );
}

const namesOf = ({ summary }: SoundReportInput, classes: readonly number[]): string =>
  classes.map((label) => nameOf(label, summary.dataset.classNames) ?? String(label)).join(", ");

interface ClassFigureWords extends Pick<Figure, "caption" | "reading"> {
  readonly title: string;
  readonly file: string;
}

function classFigure(run: SoundReportInput, rows: readonly ClassRow[], words: ClassFigureWords): Figure {
  const { summary, evaluation } = run;
  const classes = evaluation.pictures.classes?.classes ?? [];
  const named = classes.map((label) => `as ${nameOf(label, summary.dataset.classNames) ?? label}`);
  const { title, file } = words;
  return sampleFigure({
    drawn: evaluation.pictures,
    file,
    groups: rows.map(({ label, original, tiles }) => {
      const labels = original === undefined ? named : [original, ...named];
      return {
        title: label,
        samples: tiles.map((values, line) => ({ label: labels[line] ?? "", values })),
      };
    }),
    asTable: {
      caption: <>{title}, a line each.</>,
      reading:
        "Where the lines of one code keep what does not belong to the class, the code holds it and the class comes from what the decoder is told.",
    },
    asPictures: () => classPictures(run, rows, words),
  });
}

function classPictures(
  { summary, evaluation: { pictures } }: SoundReportInput,
  rows: readonly ClassRow[],
  { title, file, caption, reading }: ClassFigureWords,
): Figure {
  const notes = drawingNotes(pictures.sample);
  return {
    caption: (
      <>
        {caption}
        {following(notes)}
      </>
    ),
    reading,
    files: {
      [`${file}.svg`]: pictureSheet(
        { title, of: runWords(summary), notes },
        rows.map(({ label, tiles }) => ({
          label,
          tiles: tiles.map((values) => sampleTile(values, pictures)),
        })),
      ),
    },
    view: (
      <div class="walks">
        {rows.map(({ label, tiles }, row) => (
          <div class="class-row" key={row}>
            {tiles.map((values, column) => (
              <Tile key={column} raster={drawSample(values, pictures)} alt={column === 0 ? label : ""} />
            ))}
          </div>
        ))}
      </div>
    ),
  };
}
