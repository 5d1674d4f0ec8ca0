import type { JSX } from "preact";
import type { ComparedRun } from "../comparison-input.ts";
import { nameOf } from "../image-words.ts";
import { imageRaster } from "../raster.ts";
import { RunKey } from "./comparison-key.tsx";
import type { ComparisonProps } from "./comparison-page.tsx";
import { Figure } from "./figure.tsx";
import { Tile } from "./tile.tsx";

/** The same test images, and below them what each run makes of them. */
export function ComparisonExamples({ runs, examples }: ComparisonProps): JSX.Element {
  const [{ summary }] = runs as readonly [ComparedRun];
  const { image, classNames } = summary.dataset;
  const labelled = examples.some(({ label }) => label !== undefined);
  const describe = (example: number): string => {
    const { index, label } = examples[example]!;
    const name = nameOf(label, classNames);
    return `test image ${index}${name === undefined ? "" : ` (${name})`}`;
  };
  const row = (images: readonly Uint8Array[], what: string): JSX.Element[] =>
    images.map((bytes, example) => (
      <Tile key={example} raster={imageRaster(bytes, image)} alt={`${describe(example)}: ${what}`} />
    ));
  return (
    <Figure
      caption={
        <>
          Test images and their reconstructions by each run
          {labelled ? ": the first image of each class in the test set" : ": the first of the test set"}, not
          a choice of the best.
        </>
      }
      reading={
        <>
          Compare a column from top to bottom. Strokes that end too early, gaps that close and edges that blur
          are what a code had no room for; a lower error does not always look better.
        </>
      }
      files={[]}
    >
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
    </Figure>
  );
}
