import type { JSX } from "preact";
import { counted } from "../../words.ts";
import { formatNumber } from "../format.ts";
import { measureWords } from "../measures.ts";
import { codeRange, codeRaster, imageRaster } from "../raster.ts";
import type { SectionProps } from "../report-input.ts";
import { Figure } from "./figure.tsx";
import { Legend } from "./legend.tsx";
import { Tile } from "./tile.tsx";

/** Test images, their codes and their reconstructions. */
export function Examples({ summary, evaluation: { measures, pictures } }: SectionProps): JSX.Element {
  const { image, codeShape, examples } = pictures;
  const measure = measures.rankedBy;
  const range = codeRange(examples.map(({ code }) => code));
  const labelled = measures.errorsByClass !== undefined;
  return (
    <Figure
      caption={
        <>
          Test images (above), their codes (middle) and what the decoder makes of the codes (below)
          {labelled ? ": the first image of each class in the test set" : ": the first of the test set"}, not
          a choice of the best. Under each stands its {measureWords[measure].label}.
        </>
      }
      reading={
        <>
          The middle row is all that the decoder gets to see: {counted(measures.code.latentSize, "number")},
          drawn as a {codeShape.rows} × {codeShape.columns} heat map, row by row. Compare the lower row with
          the upper: what is kept is what the code found room for; what is blurred was averaged away.
        </>
      }
      files={["figures/examples.svg"]}
    >
      <div class="examples">
        <div class="row-names" aria-hidden="true">
          <span>original</span>
          <span>code</span>
          <span>reconstruction</span>
        </div>
        {examples.map((example) => {
          const name = nameOf(example.label, summary.dataset.classNames);
          const which = `test image ${example.index}${name === undefined ? "" : ` (${name})`}`;
          return (
            <div class="example" key={example.index}>
              <Tile raster={imageRaster(example.original, image)} alt={`${which}: original`} />
              <Tile raster={codeRaster(example.code, codeShape, range)} alt={`${which}: code`} />
              <Tile raster={imageRaster(example.reconstruction, image)} alt={`${which}: reconstruction`} />
              <span class="tile-label">
                {name !== undefined && <b>{name}</b>}
                {formatNumber(example[measure])}
              </span>
            </div>
          );
        })}
      </div>
      <Legend title="value of a code's entry" range={range} />
    </Figure>
  );
}

/** The name of a class: its number where the data set does not name it. */
export function nameOf(label: number | undefined, classNames: readonly string[]): string | undefined {
  return label === undefined ? undefined : (classNames[label] ?? `class ${label}`);
}
