import type { SampleValues } from "hourglass-core/internal/data/samples/part.ts";
import { kindOfSamples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { capitalise } from "hourglass-core/internal/words.ts";
import type { JSX } from "preact";
import { shapeStored } from "../../run/files/stored-shape.ts";
import type { CellRow, StudyExamples } from "../../study/results.ts";
import { sampleFigure } from "../components/sample-figure.tsx";
import type { Figure, Section } from "../components/section.ts";
import { drawingNotes, following } from "../pictures/draw-sample.ts";
import { picturedCells } from "./pictured-cells.ts";
import {
  drawnExamples,
  examplesFile,
  examplesSheet,
  picturedExamples,
  SampleStrip,
} from "./sample-strip.tsx";
import type { StudyPictures } from "./study-input.ts";
import { distinct } from "./study-panels.ts";
import type { DrawnStudy } from "./study-plots.ts";
import { placeWords, variedSettings } from "./varied.ts";

/** More rows than these stand in two columns, a block a model. */
const mostRows = 8;

/** The same test samples, and below them what each cell makes of them; a figure a data set. */
export const studyExamples: Section<DrawnStudy> = {
  title: ({ results }) =>
    `What they make of the same ${kindOfSamples(shapeStored(results.examples[0] ?? {})).plural}`,
  parts: (study) =>
    picturedExamples(study).map(({ examples, ofData }) => examplesFigure(study, examples, ofData)),
};

function examplesFigure(study: DrawnStudy, examples: StudyExamples, pictures: StudyPictures): Figure {
  const { results } = study;
  const { cells: chosen, left } = picturedCells(results, examples.data);
  const cells = chosen.filter(({ id }) => pictures.cells.has(id));
  const drawn = drawnExamples(examples, pictures);
  const { title, plural } = kindOfSamples(drawn.sample);
  return sampleFigure({
    drawn,
    file: examplesFile(results, examples),
    groups: pictures.originals.map((original, place) => ({
      title: `test ${title} ${examples.indices[place]}`,
      samples: [
        { label: "original", values: original },
        ...cells.flatMap((cell) => {
          const values = pictures.cells.get(cell.id)?.[place];
          return values === undefined ? [] : [{ label: cell.title, values, like: original }];
        }),
      ],
    })),
    asTable: {
      caption: (
        <>
          {captionOf(examples, plural)}
          {following(left)}
        </>
      ),
      reading:
        "Compare a column from top to bottom: values that are nearer to the middle than the original's are what a code had no room for.",
    },
    asPictures: () => picturesFigure(study, examples, pictures),
  });
}

function captionOf({ data, labels }: StudyExamples, plural: string): string {
  const chosen = labels === undefined ? "" : "; the first of each class";
  return `${capitalise(plural)} of the ${data} test set, as they are and as each cell rebuilds them, with its first seed${chosen}, not a choice of the best.`;
}

function picturesFigure({ results }: DrawnStudy, examples: StudyExamples, pictures: StudyPictures): Figure {
  const { cells: chosen, left } = picturedCells(results, examples.data);
  const cells = chosen.filter(({ id }) => pictures.cells.has(id));
  const varied = variedSettings(results);
  const drawn = drawnExamples(examples, pictures);
  const { plural, bounded } = kindOfSamples(drawn.sample);
  const row = (samples: readonly SampleValues[], title: string): JSX.Element => (
    <SampleStrip key={title} title={title} samples={samples} of={examples} drawn={drawn} />
  );
  const rebuilt = ({ id }: CellRow, title: string): JSX.Element => row(pictures.cells.get(id) ?? [], title);
  const inBlocks = cells.length > mostRows && varied.length > 0;
  return {
    caption: (
      <>
        {captionOf(examples, plural)}
        {following([...drawingNotes(drawn.sample), ...left])}
      </>
    ),
    reading: (
      <>
        Compare a column from top to bottom:{" "}
        {bounded
          ? "strokes that end too early, gaps that close and edges that blur are"
          : "values that are nearer to the middle than the original's are"}{" "}
        what a code had no room for.
      </>
    ),
    files: examplesSheet(results, examples, pictures),
    view: inBlocks ? (
      <div class="panels panels-2">
        {distinct(cells.map(({ model }) => model)).map((model) => (
          <div class="strips" key={model}>
            <p class="group-title">{model}</p>
            {row(pictures.originals, "original")}
            {cells
              .filter((cell) => cell.model === model)
              .map((cell) => rebuilt(cell, placeWords(cell, varied)))}
          </div>
        ))}
      </div>
    ) : (
      <div class="strips">
        {row(pictures.originals, "original")}
        {cells.map((cell) => rebuilt(cell, cell.title))}
      </div>
    ),
  };
}
