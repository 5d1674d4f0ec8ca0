import type { JSX } from "preact";
import type { CellRow, StudyExamples } from "../../study/results.ts";
import type { StudyPictures } from "../study-input.ts";
import { Figure } from "./figure.tsx";
import { ImageStrip, picturedExamples } from "./image-strip.tsx";
import { examplesFile } from "./study-examples.tsx";
import type { StudyProps } from "./study-page.tsx";

/** What the models make of the same test images; a denoiser is shown them with noise, for which it was trained. */
export function FirstLookPictures({ results, pictures }: StudyProps): JSX.Element | null {
  const shown = picturedExamples(results, pictures);
  if (shown.length === 0) return null;
  return (
    <section>
      <h2>What they make of the same images</h2>
      <p>
        The images in the first row are <dfn>test images</dfn>: no training saw them. Each row below is what
        one autoencoder rebuilds from its codes of them.
      </p>
      {shown.map(({ examples, ofData }) => (
        <PicturesOfData
          key={examples.data}
          examples={examples}
          pictures={ofData}
          cells={results.cells.filter(({ id }) => ofData.cells.has(id))}
          file={examplesFile(examples.data, results)}
        />
      ))}
    </section>
  );
}

interface PicturesProps {
  readonly examples: StudyExamples;
  readonly pictures: StudyPictures;
  readonly cells: readonly CellRow[];
  /** All models on the clean images, as a file. */
  readonly file: string;
}

function PicturesOfData({ examples, pictures, cells, file }: PicturesProps): JSX.Element {
  const { data, labels } = examples;
  const { originals, denoised = new Map<string, never>() } = pictures;
  const row = (title: string, images: readonly Uint8Array[], aside = false): JSX.Element => (
    <ImageStrip key={title} title={title} images={images} of={examples} aside={aside} />
  );
  const hasDenoiser = cells.some(({ id }) => denoised.has(id));
  return (
    <Figure
      caption={
        <>
          Images of the {data} test set, as they are and as each model rebuilds them
          {labels === undefined ? "" : "; the first of each class"}, not a choice of the best.
          {hasDenoiser &&
            " A denoiser is shown the images with noise that it has never seen, and is to give back the clean ones."}
        </>
      }
      reading={
        <>
          Compare a column from top to bottom. What is blurred or missing had no room in the code, or the
          training was too short to learn it.
          {hasDenoiser &&
            " Compare the denoiser's rows with the first: noise should be gone, and where it hid a stroke the denoiser can only put what is usual there."}
        </>
      }
      files={[file]}
    >
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
    </Figure>
  );
}
