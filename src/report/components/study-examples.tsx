import type { JSX } from "preact";
import type { CellRow, StudyExamples, StudyResults } from "../../study/results.ts";
import { fileNames } from "../file-names.ts";
import type { StudyPictures } from "../study-input.ts";
import { distinct } from "../study-panels.ts";
import { placeWords, type Varied, variedSettings } from "../varied.ts";
import { Figure } from "./figure.tsx";
import { ImageStrip, picturedExamples } from "./image-strip.tsx";
import type { StudyProps } from "./study-page.tsx";

/** More rows than these stand in two columns, a block a model. */
const mostRows = 8;

/** The same test images, and below them what each cell makes of them; a figure a data set. */
export function StudyExamplesSection({ results, pictures }: StudyProps): JSX.Element | null {
  const shown = picturedExamples(results, pictures);
  if (shown.length === 0) return null;
  return (
    <section>
      <h2>What they make of the same images</h2>
      {shown.map(({ examples, ofData }) => (
        <ExamplesFigure
          key={examples.data}
          examples={examples}
          file={examplesFile(examples.data, results)}
          pictures={ofData}
          cells={results.cells.filter(({ id }) => ofData.cells.has(id))}
          varied={variedSettings(results)}
        />
      ))}
    </section>
  );
}

interface ExamplesFigureProps {
  readonly examples: StudyExamples;
  /** The same as a file. */
  readonly file: string;
  readonly pictures: StudyPictures;
  readonly cells: readonly CellRow[];
  readonly varied: readonly Varied[];
}

function ExamplesFigure({ examples, file, pictures, cells, varied }: ExamplesFigureProps): JSX.Element {
  const { data, labels } = examples;
  const row = (images: readonly Uint8Array[], title: string): JSX.Element => (
    <ImageStrip key={title} title={title} images={images} of={examples} />
  );
  const rebuilt = ({ id }: CellRow, title: string): JSX.Element => row(pictures.cells.get(id) ?? [], title);
  const inBlocks = cells.length > mostRows && varied.length > 0;
  return (
    <Figure
      caption={
        <>
          Images of the {data} test set, as they are and as each cell rebuilds them, with its first seed
          {labels === undefined ? "" : "; the first of each class"}, not a choice of the best.
        </>
      }
      reading={
        <>
          Compare a column from top to bottom: strokes that end too early, gaps that close and edges that blur
          are what a code had no room for.
        </>
      }
      files={[file]}
    >
      {inBlocks ? (
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
      )}
    </Figure>
  );
}

/** Path of all of a data set's rows as one figure. */
export function examplesFile(data: string, { examples }: StudyResults): string {
  const sets = examples.map((one) => one.data);
  return `figures/examples-${fileNames(sets)[sets.indexOf(data)]}.svg`;
}
