import type { JSX } from "preact";
import type { Spread } from "../../evaluation/spread.ts";
import { lossOf } from "../../program/losses/losses.ts";
import { counted } from "../../words.ts";
import { formatNumber } from "../format.ts";
import { contactSheet } from "../picture-grid.ts";
import { imageRaster } from "../raster.ts";
import type { SectionProps } from "../report-input.ts";
import { Figure } from "./figure.tsx";
import { Plot } from "./plot.tsx";
import { Table } from "./table.tsx";
import { Tile } from "./tile.tsx";

/** A model with a Gaussian code as what it is: a model of the distribution of images. */
export function VariationalSection(props: SectionProps): JSX.Element | null {
  const { summary, evaluation, plots } = props;
  const { variational, code, images } = evaluation.measures;
  if (variational === undefined || plots.unitVariances === undefined) return null;
  const { elbo, reconstruction, divergence, activeUnits, logLikelihood } = variational;
  const { binarize, loss } = summary.settings;
  const constant = lossOf(loss).kind.densityOf === undefined ? "" : ", up to a constant";
  const row = (name: string, spread: Spread): string[] => [
    name,
    formatNumber(spread.mean),
    formatNumber(spread.standardDeviation),
    formatNumber(spread.minimum),
    formatNumber(spread.median),
    formatNumber(spread.maximum),
  ];
  return (
    <section>
      <h2>What it knows about images</h2>
      <p>
        The code is a distribution, and with it the autoencoder is a model of images: draw a code from the
        standard normal prior, decode it, and an image comes out that no one took. How probable it makes the
        test images is measured in nats an image{constant}; higher is better. The evidence lower bound (ELBO)
        is a bound on log p(x) from below
        {logLikelihood !== undefined &&
          `; importance sampling with ${counted(logLikelihood.samples, "sample")} of each image's posterior (Burda, Grosse and Salakhutdinov 2016) gives a tighter one, ${formatNumber(logLikelihood.mean)}, which rises to the truth with more samples`}
        .
        {binarize &&
          " As in training, the images are black and white: each pixel is drawn with its intensity as the probability, once, the same for every model."}
      </p>
      <Table
        caption={`The bound and its two parts over the ${counted(images, "test image")}, with one sample of each posterior. Nats an image${constant}: ELBO = −(reconstruction + KL).`}
        columns={[
          { name: "" },
          ...["mean", "standard deviation", "minimum", "median", "maximum"].map((name) => ({
            name,
            numeric: true,
          })),
        ]}
        rows={[
          row("ELBO", elbo),
          row("reconstruction, −log p(x|z)", reconstruction),
          row("KL(q(z|x) ‖ p(z))", divergence),
          ...(logLikelihood === undefined
            ? []
            : [
                [
                  `log p(x), ${counted(logLikelihood.samples, "sample")}`,
                  formatNumber(logLikelihood.mean),
                  formatNumber(logLikelihood.standardDeviation),
                  "",
                  "",
                  "",
                ],
              ]),
        ]}
      />
      <Figure
        caption={
          <>
            The variance of each unit's posterior mean over the {counted(images, "test image")}, on a
            logarithmic scale. <strong>{activeUnits.count}</strong> of {counted(code.latentSize, "unit")} are
            active, that is above {activeUnits.threshold} (Burda, Grosse and Salakhutdinov 2016).
          </>
        }
        reading={
          <>
            A unit whose mean hardly moves with the image says nothing about it: its posterior has collapsed
            onto the prior, which costs no divergence. The gap between the two groups shows how many
            dimensions the model found worth paying for.
          </>
        }
        files={["figures/unit-variances.svg", "figures/activations.csv"]}
      >
        <Plot plot={plots.unitVariances} />
      </Figure>
      <SamplesFigure {...props} />
      <CodeGridFigure {...props} />
    </section>
  );
}

function SamplesFigure({ evaluation: { pictures } }: SectionProps): JSX.Element | null {
  const { samples, image } = pictures;
  if (samples === undefined) return null;
  return (
    <Figure
      caption={
        <>
          {counted(samples.length, "sample")}: codes drawn from the standard normal prior and decoded, in the
          order in which they were drawn. A pixel shows its mean intensity, not a draw.
        </>
      }
      reading={
        <>
          None of these is a test image. What is sharp and recognisable lies where the encoder puts images;
          what looks like a mixture was drawn from a place between them, which the prior fills and the data do
          not.
        </>
      }
      files={["figures/samples.svg"]}
    >
      <div class="samples">
        {samples.map((sample, index) => (
          <Tile key={index} raster={imageRaster(sample, image)} alt={`sample ${index + 1}`} />
        ))}
      </div>
    </Figure>
  );
}

function CodeGridFigure({ evaluation: { pictures } }: SectionProps): JSX.Element | null {
  const { codeGrid, image } = pictures;
  if (codeGrid === undefined) return null;
  const { coordinates, images } = codeGrid;
  const side = coordinates.length;
  return (
    <Figure
      caption={
        <>
          The whole plane of codes: decodings of {side} × {side} codes of two values, the first from left to
          right, the second from bottom to top, each from {formatNumber(coordinates[0] ?? 0)} to{" "}
          {formatNumber(coordinates.at(-1) ?? 0)}. The steps are quantiles of the standard normal
          distribution, so that each picture stands for an equal share of the prior.
        </>
      }
      reading={
        <>
          A map of all that the model can draw. Classes take up regions; along their borders one turns into
          the other. The larger a region, the more often a sample falls into it.
        </>
      }
      files={["figures/code-grid.svg"]}
    >
      <div class="code-grid">
        <Tile
          raster={contactSheet(
            images.map((drawn) => imageRaster(drawn, image)),
            side,
            0,
          )}
          alt={`decodings of a grid of ${side} by ${side} codes`}
        />
      </div>
    </Figure>
  );
}
