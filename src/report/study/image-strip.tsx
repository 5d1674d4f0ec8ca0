import type { JSX } from "preact";
import type { StudyExamples, StudyResults } from "../../study/results.ts";
import { fileNames } from "../file-names.ts";
import { contactSheet } from "../picture-grid.ts";
import { pictureSheet, type SheetRow, sampleTile } from "../picture-sheet.tsx";
import { imageRaster, toDataUri } from "../raster.ts";
import type { Files } from "../section.ts";
import type { StudyPictures } from "../study-input.ts";
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

interface ImageStripProps {
  readonly title: string;
  readonly images: readonly Uint8Array[];
  readonly of: StudyExamples;
  /** Set off from the strip above. */
  readonly aside?: boolean;
}

/** Images of a study's examples in a row, with what they are before them. */
export function ImageStrip({ title, images, of, aside = false }: ImageStripProps): JSX.Element {
  const rasters = images.map((bytes) => imageRaster(bytes, of.image));
  return (
    <div class={aside ? "strip aside" : "strip"}>
      <span>{title}</span>
      <img
        class="tile"
        src={toDataUri(contactSheet(rasters, images.length, 1))}
        alt={`${of.data}, test images ${of.indices.join(", ")}: ${title}`}
      />
    </div>
  );
}

/** What all cells make of a data set's examples as a file. */
export function examplesSheet(results: StudyResults, of: StudyExamples, pictures: StudyPictures): Files {
  const { data, image, indices } = of;
  const row = (label: string, images: readonly Uint8Array[]): SheetRow => ({
    label,
    tiles: images.map((bytes) => sampleTile(bytes, { sample: image })),
  });
  const rows = results.cells.flatMap(({ id, title }) => {
    const images = pictures.cells.get(id);
    return images === undefined ? [] : [row(title, images)];
  });
  const words = {
    title: `Test images of ${data}, as they are and as each cell rebuilds them`,
    of: `Study: ${results.title}. Of each cell its first seed; the first row are the images themselves`,
    notes: [`Test images ${indices.join(", ")}, counted from 0: not chosen by how well they are rebuilt.`],
  };
  const sets = results.examples.map((one) => one.data);
  const path = `figures/examples-${fileNames(sets)[sets.indexOf(data)]}.svg`;
  return { [path]: pictureSheet(words, [row("original", pictures.originals), ...rows]) };
}
