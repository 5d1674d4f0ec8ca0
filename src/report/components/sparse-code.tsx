import type { JSX } from "preact";
import type { UnitImages } from "../../evaluation/sparse-code.ts";
import { activityOf } from "../../program/penalties/penalties.ts";
import { counted } from "../../words.ts";
import { formatNumber, formatPercent } from "../format.ts";
import { imageRaster } from "../raster.ts";
import type { SectionProps } from "../report-input.ts";
import { nameOf } from "./examples.tsx";
import { Figure } from "./figure.tsx";
import { Plot } from "./plot.tsx";
import { Tile } from "./tile.tsx";

/** How few units answer to an image, and what single units answer to. */
export function SparseCodeSection(props: SectionProps): JSX.Element | null {
  const { code, sparseCode, images } = props.evaluation.measures;
  if (sparseCode === undefined || props.plots.meanActivity === undefined) return null;
  const { l0, hoyer, sparsity } = sparseCode;
  const target = sparsity && activityOf(sparsity);
  return (
    <section>
      <h2>How sparse the code is</h2>
      <p>
        {l0.mean === code.latentSize ? (
          `No value of a code is ever exactly 0 on the ${counted(images, "test image")}: how sparse codes are shows in how unequal their values are. `
        ) : (
          <>
            Of the {counted(code.latentSize, "value")} of a code, <strong>{formatNumber(l0.mean)}</strong> are
            not 0 (its L0, mean over the {counted(images, "test image")}; standard deviation{" "}
            {formatNumber(l0.standardDeviation)}).{" "}
          </>
        )}
        {hoyer !== undefined && (
          <>
            Hoyer's sparseness (2004), which is 0 where all values are equally large and 1 where one alone is
            not 0, is <strong>{formatNumber(hoyer.mean)}</strong> (standard deviation{" "}
            {formatNumber(hoyer.standardDeviation)}).{" "}
          </>
        )}
        {code.dead.length > 0 &&
          `${counted(code.dead.length, "unit")} ${code.dead.length === 1 ? "is" : "are"} never above 0.`}
      </p>
      <Figure
        caption={
          <>
            Mean activation of the {counted(code.latentSize, "unit")} of the code over the{" "}
            {counted(images, "test image")}: how many units have which.
            {target !== undefined && ` The line is the mean that the penalty asks of every unit, ${target}.`}
          </>
        }
        reading={
          target === undefined
            ? "A hump far from 0 is the share of units that do most of the work; a bar at 0 holds units that are rarely or never used."
            : "The penalty pulls all units to the line, over each batch. Those left of it answer to less than their share; those right of it are worth their price."
        }
        files={["figures/mean-activity.svg", "figures/sparse-code.csv"]}
      >
        <Plot plot={props.plots.meanActivity} />
      </Figure>
      <StrongestImagesFigure {...props} />
    </section>
  );
}

function StrongestImagesFigure(props: SectionProps): JSX.Element | null {
  const { unitImages = [] } = props.evaluation.pictures;
  if (unitImages.length === 0) return null;
  const half = Math.ceil(unitImages.length / 2);
  const count = unitImages[0]?.images.length ?? 0;
  return (
    <Figure
      caption={
        <>
          The {counted(count, "test image")} on which a unit is most active, the strongest first: of the most
          selective units (left) and the least selective (right) among those that are active on at least{" "}
          {counted(count, "image")}. Under the unit's number: the share of test images on which it is above 0,
          and its lifetime sparseness (Vinje and Gallant 2000), 0 for a unit that answers to all images alike
          and 1 for one that answers to a single one.
        </>
      }
      reading={
        <>
          A row of images that share something, a class, a slant, a stroke in one place, tells what the unit
          has come to stand for. A row without anything in common says that the unit means something only
          together with others.
        </>
      }
      files={["figures/unit-images.svg", "figures/unit-images.csv"]}
    >
      <div class="unit-images">
        <UnitRows {...props} units={unitImages.slice(0, half)} title="most selective" />
        <UnitRows {...props} units={unitImages.slice(half)} title="least selective" />
      </div>
    </Figure>
  );
}

interface UnitRowsProps extends SectionProps {
  readonly units: readonly UnitImages[];
  readonly title: string;
}

function UnitRows({ units, title, summary, evaluation }: UnitRowsProps): JSX.Element {
  const { image } = evaluation.pictures;
  return (
    <div>
      <p class="group-title">{title}</p>
      {units.map(({ unit, activeFraction, lifetimeSparseness, images }) => (
        <div class="unit-row" key={unit}>
          <span class="tile-label">
            <b>{unit}</b>
            {formatPercent(activeFraction)}
            <span>{lifetimeSparseness.toFixed(2)}</span>
          </span>
          {images.map(({ index, label, original }) => {
            const name = nameOf(label, summary.dataset.classNames);
            return (
              <Tile
                key={index}
                raster={imageRaster(original, image)}
                alt={`unit ${unit}: test image ${index}${name === undefined ? "" : ` (${name})`}`}
              />
            );
          })}
        </div>
      ))}
    </div>
  );
}
