import type { SampleValues } from "hourglass-core/internal/data/samples/part.ts";
import type { JSX } from "preact";
import type { StudyExamples } from "../../study/results.ts";
import type { Figure, Section } from "../components/section.ts";
import { drawnExamples, examplesSheet, picturedExamples, SampleStrip } from "./sample-strip.tsx";
import type { StudyPictures } from "./study-input.ts";
import type { DrawnStudy } from "./study-plots.ts";

/** What the models make of the same test images; a denoiser is shown them with noise, for which it was trained. */
export const firstLookPictures: Section<DrawnStudy> = {
  title: "What they make of the same images",
  parts: (study) => {
    const shown = picturedExamples(study);
    if (shown.length === 0) return [];
    return [
      {
        view: (
          <p>
            The images in the first row are <dfn>test images</dfn>: no training saw them. Each row below is
            what one autoencoder rebuilds from its codes of them.
          </p>
        ),
      },
      ...shown.map(({ examples, ofData }) => picturesFigure(study, examples, ofData)),
    ];
  },
};

function picturesFigure({ results }: DrawnStudy, examples: StudyExamples, pictures: StudyPictures): Figure {
  const cells = results.cells.filter(({ id }) => pictures.cells.has(id));
  const { data, labels } = examples;
  const { originals, denoised = new Map<string, never>() } = pictures;
  const drawn = drawnExamples(examples, pictures);
  const row = (title: string, samples: readonly SampleValues[], aside = false): JSX.Element => (
    <SampleStrip key={title} title={title} samples={samples} of={examples} drawn={drawn} aside={aside} />
  );
  const hasDenoiser = cells.some(({ id }) => denoised.has(id));
  return {
    caption: (
      <>
        Images of the {data} test set, as they are and as each model rebuilds them
        {labels === undefined ? "" : "; the first of each class"}, not a choice of the best.
        {hasDenoiser &&
          " A denoiser is shown the images with noise that it has never seen, and is to give back the clean ones."}
      </>
    ),
    reading: (
      <>
        Compare a column from top to bottom. What is blurred or missing had no room in the code, or the
        training was too short to learn it.
        {hasDenoiser &&
          " Compare the denoiser's rows with the first: noise should be gone, and where it hid a stroke the denoiser can only put what is usual there."}
      </>
    ),
    files: examplesSheet(results, examples, pictures),
    view: (
      <div class="strips">
        {row("original", originals)}
        {cells.map(({ id, title }) => {
          const both = denoised.get(id);
          if (both === undefined) return row(title, pictures.cells.get(id) ?? []);
          return [
            row(`with noise, for ${title}`, both.noisy, true),
            row(`${title}, from the noisy ones`, both.restored),
          ];
        })}
      </div>
    ),
  };
}
