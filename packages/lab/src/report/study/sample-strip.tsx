import type { SampleValues } from "hourglass-core/internal/data/samples/part.ts";
import { kindOfSamples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import type { JSX } from "preact";
import { shapeStored } from "../../run/files/stored-shape.ts";
import type { StudyExamples, StudyResults } from "../../study/results.ts";
import { pictureSheet, type SheetRow, sampleTile } from "../components/picture-sheet.tsx";
import type { Files } from "../components/section.ts";
import { tileClass } from "../components/tile.tsx";
import { fileNames } from "../page/file-names.ts";
import { type Drawn, drawingNotes, drawSample } from "../pictures/draw-sample.ts";
import { contactSheet } from "../pictures/picture-grid.ts";
import { toDataUri } from "../pictures/raster.ts";
import { picturedCells } from "./pictured-cells.ts";
import type { StudyPictures } from "./study-input.ts";
import type { DrawnStudy } from "./study-plots.ts";

/** The examples of a study's data sets, as far as there are pictures of them. */
export function picturedExamples({
  results,
  pictures,
}: DrawnStudy): readonly { readonly examples: StudyExamples; readonly ofData: StudyPictures }[] {
  return results.examples.flatMap((one) => {
    const ofData = pictures.find(({ data }) => data === one.data);
    return ofData === undefined ? [] : [{ examples: one, ofData }];
  });
}

/** What a study's examples are, and how they are drawn. */
export function drawnExamples(examples: StudyExamples, { statistics }: StudyPictures): Drawn {
  return { sample: shapeStored(examples), ...(statistics === undefined ? {} : { statistics }) };
}

interface SampleStripProps {
  readonly title: string;
  readonly samples: readonly SampleValues[];
  readonly of: StudyExamples;
  readonly drawn: Drawn;
  /** Set off from the strip above. */
  readonly aside?: boolean;
}

/** Samples of a study's examples in a row, with what they are before them. */
export function SampleStrip({ title, samples, of, drawn, aside = false }: SampleStripProps): JSX.Element {
  const rasters = samples.map((values) => drawSample(values, drawn));
  const sheet = contactSheet(rasters, samples.length, 1);
  return (
    <div class={aside ? "strip aside" : "strip"}>
      <span>{title}</span>
      <img
        class={tileClass(sheet)}
        src={toDataUri(sheet)}
        alt={`${of.data}, test ${kindOfSamples(drawn.sample).plural} ${of.indices.join(", ")}: ${title}`}
      />
    </div>
  );
}

/** What all cells make of a data set's examples as a file. */
export function examplesSheet(results: StudyResults, of: StudyExamples, pictures: StudyPictures): Files {
  const { data, indices } = of;
  const drawn = drawnExamples(of, pictures);
  const { plural } = kindOfSamples(drawn.sample);
  const drawing = drawingNotes(drawn.sample);
  const row = (label: string, samples: readonly SampleValues[]): SheetRow => ({
    label,
    tiles: samples.map((values) => sampleTile(values, drawn)),
  });
  const { cells, left } = picturedCells(results, data);
  const rows = cells.flatMap(({ id, title }) => {
    const images = pictures.cells.get(id);
    return images === undefined ? [] : [row(title, images)];
  });
  const words = {
    title: `Test ${plural} of ${data}, as they are and as each cell rebuilds them`,
    of: `Study: ${results.title}. Of each cell its first seed; the first row are the ${plural} themselves`,
    notes: [
      `Test ${plural} ${indices.join(", ")}, counted from 0: not chosen by how well they are rebuilt.`,
      ...drawing,
      ...left,
    ],
  };
  const sheet = pictureSheet(words, [row("original", pictures.originals), ...rows]);
  return { [`${examplesFile(results, of)}.svg`]: sheet };
}

/** The file of a data set's examples, without what its name ends with. */
export function examplesFile({ examples }: StudyResults, { data }: StudyExamples): string {
  const sets = examples.map((one) => one.data);
  return `figures/examples-${fileNames(sets)[sets.indexOf(data)]}`;
}
