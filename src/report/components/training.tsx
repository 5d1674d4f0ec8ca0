import type { JSX } from "preact";
import { counted } from "../../words.ts";
import { formatCount, formatImageShape, formatLayer } from "../format.ts";
import type { RunSectionProps } from "../report-input.ts";
import { Facts } from "./facts.tsx";
import { Figure } from "./figure.tsx";
import { Plot } from "./plot.tsx";

/** The model, the data, the objective, and how the loss fell. */
export function Training({ summary, history, plots }: RunSectionProps): JSX.Element {
  const { dataset, settings, model, epochs } = summary;
  const { splits } = dataset;
  const validated = splits.validation > 0;
  const bestBy = validated ? "validation" : "training";
  return (
    <section>
      <h2>What was trained</h2>
      <Facts
        caption="The run in short. Every setting stands further down."
        facts={[
          [
            "data",
            `${dataset.title}, ${formatImageShape(dataset.image)} pixels scaled to [0, 1]: ${counted(splits.train, "image")} to train on, ` +
              `${validated ? `${formatCount(splits.validation)} to validate, ` : "none to validate, "}${formatCount(splits.test)} to test`,
          ],
          [
            "model",
            <ul class="layers" key="layers">
              {model.layers.map((layer) => (
                <li key={layer}>{formatLayer(layer)}</li>
              ))}
            </ul>,
          ],
          ["objective", summary.objective],
          [
            "optimiser",
            `Adam: learning rate ${settings.learningRate}, β₁ ${settings.beta1}, β₂ ${settings.beta2}, ε ${settings.epsilon}; ${counted(settings.batchSize, "image")} a step`,
          ],
          [
            "epochs",
            `${formatCount(epochs.run)} of at most ${formatCount(settings.epochs)} (${epochs.stopped}); best by ${bestBy} loss: ${epochs.best}; weights kept: those of epoch ${epochs.kept}`,
          ],
        ]}
      />
      {history.length > 0 && (
        <Figure
          caption={
            <>
              The training objective over {counted(history.length, "epoch")}. The training loss is a mean over
              the epoch's images while the weights were changing
              {validated
                ? "; the validation loss is measured after the epoch, with its final weights. So the two are not on quite the same footing, and early on validation may lie lower."
                : "; there is no validation set, so nothing here shows how the model does on images that it was not trained on."}
            </>
          }
          reading={
            validated ? (
              <>
                Both curves should fall and then level off. A validation curve that turns upwards while the
                training curve goes on falling is overfitting: the model learns its training images by heart.
                The dot marks the epoch with the lowest validation loss.
              </>
            ) : (
              <>
                The curve should fall and then level off. The dot marks the epoch with the lowest training
                loss. Hold images out with --validation to see overfitting.
              </>
            )
          }
          files={["figures/loss.svg", "figures/loss.csv"]}
        >
          <Plot plot={plots.loss} />
        </Figure>
      )}
      {plots.lossParts !== undefined && (
        <Figure
          caption={
            <>
              The two parts of the validation loss after each epoch, each on a scale of its own: the
              reconstruction error (above) and{" "}
              {model.code === "gaussian"
                ? `the divergence of the posterior from the prior (below${settings.beta === 1 ? "" : `; in the objective it counts ${settings.beta} times`}).`
                : "the penalty with its weight (below)."}
            </>
          }
          reading={
            <>
              The two pull against each other: what the code may not hold, the reconstruction lacks. Often the
              lower one first rises, as the model learns what is worth its price, and then settles.
            </>
          }
          files={["figures/loss-reconstruction.svg", "figures/loss-penalty.svg", "figures/loss.csv"]}
        >
          <Plot plot={plots.lossParts.reconstruction} />
          <Plot plot={plots.lossParts.penalty} />
        </Figure>
      )}
    </section>
  );
}
