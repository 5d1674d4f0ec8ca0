import type { JSX } from "preact";
import { errorMeasures } from "../../evaluation/errors.ts";
import type { MeanAndDeviation } from "../../evaluation/spread.ts";
import { corruptionSentence } from "../../program/corruptions/corruptions.ts";
import { counted } from "../../words.ts";
import { formatNumber } from "../format.ts";
import { measureColumns } from "../measures.ts";
import { imageRaster } from "../raster.ts";
import type { SectionProps } from "../report-input.ts";
import { nameOf } from "./examples.tsx";
import { Figure } from "./figure.tsx";
import { Plot } from "./plot.tsx";
import { Table } from "./table.tsx";
import { Tile } from "./tile.tsx";

/** What a denoiser does with noise: on examples, over the test set, and at other levels than that of training. */
export function DenoisingSection(props: SectionProps): JSX.Element | null {
  const { measures } = props.evaluation;
  const { denoising } = measures;
  if (denoising === undefined || props.plots.noiseCurve === undefined) return null;
  const { corruption, errors, untouched, curve } = denoising;
  return (
    <section>
      <h2>What it does with noise</h2>
      <p>
        It was trained to give back clean images when shown noisy ones: {corruptionSentence(corruption)}. Of
        the squared error that the noise makes, <strong>{formatNumber(untouched.mse.mean)}</strong> an image,
        it leaves <strong>{formatNumber(errors.mse.mean)}</strong>; on clean images it makes{" "}
        {formatNumber(measures.errors.mse.mean)} itself.
      </p>
      <Table
        caption={`Errors against the clean image: mean ± standard deviation over the ${counted(measures.images, "test image")}. The noise is drawn from a seed of its own, the same for every model.`}
        columns={[{ name: "shown to the encoder" }, ...measureColumns]}
        rows={[
          ["noisy images", ...errorMeasures.map((measure) => describeErrors(errors[measure]))],
          ["clean images", ...errorMeasures.map((measure) => describeErrors(measures.errors[measure]))],
          ["(the noisy image itself)", "", describeErrors(untouched.mse), describeErrors(untouched.sse)],
        ]}
      />
      <DenoisedExamples {...props} />
      <Figure
        caption={
          <>
            Mean squared error against the clean image over the level of the noise, on the first{" "}
            {counted(curve.images, "test image")}: after restoring (solid), and of the noisy image itself
            (dashed).
          </>
        }
        reading={
          <>
            Where the solid curve lies below the dashed one, restoring helps; where it lies above, it harms:
            the code loses more than the noise destroys. Right of the dotted line the noise is stronger than
            any that it was trained on.
          </>
        }
        files={["figures/noise-curve.svg", "figures/noise-curve.csv"]}
      >
        <Plot plot={props.plots.noiseCurve} />
      </Figure>
    </section>
  );
}

function DenoisedExamples({ summary, evaluation: { pictures } }: SectionProps): JSX.Element | null {
  const { image, denoised } = pictures;
  if (denoised === undefined) return null;
  return (
    <Figure
      caption={
        <>
          Test images with noise as in training (above), what the autoencoder makes of them (middle), and the
          clean images that it never saw (below). The images are those of the first figure.
        </>
      }
      reading={
        <>
          The middle row is made from the upper one alone. Where noise hides a stroke, the model can only put
          what is usual there: a clear picture is not always the right one.
        </>
      }
      files={["figures/denoised.svg"]}
    >
      <div class="examples">
        <div class="row-names" aria-hidden="true">
          <span>noisy</span>
          <span>restored</span>
          <span>clean</span>
        </div>
        {denoised.map(({ index, label, corrupted, reconstruction, original }) => {
          const name = nameOf(label, summary.dataset.classNames);
          const which = `test image ${index}${name === undefined ? "" : ` (${name})`}`;
          return (
            <div class="example" key={index}>
              <Tile raster={imageRaster(corrupted, image)} alt={`${which}: with noise`} />
              <Tile raster={imageRaster(reconstruction, image)} alt={`${which}: restored`} />
              <Tile raster={imageRaster(original, image)} alt={`${which}: clean`} />
              <span class="tile-label">{name !== undefined && <b>{name}</b>}</span>
            </div>
          );
        })}
      </div>
    </Figure>
  );
}

function describeErrors({ mean, standardDeviation }: MeanAndDeviation): string {
  return `${formatNumber(mean)} ± ${formatNumber(standardDeviation)}`;
}
