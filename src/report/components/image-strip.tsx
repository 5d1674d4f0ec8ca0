import type { JSX } from "preact";
import type { StudyExamples, StudyResults } from "../../study/results.ts";
import { contactSheet } from "../picture-grid.ts";
import { imageRaster, toDataUri } from "../raster.ts";
import type { StudyPictures } from "../study-input.ts";

/** The examples of a study's data sets, as far as there are pictures of them. */
export function picturedExamples(
  { examples }: StudyResults,
  pictures: readonly StudyPictures[],
): readonly { readonly examples: StudyExamples; readonly ofData: StudyPictures }[] {
  return examples.flatMap((one) => {
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
