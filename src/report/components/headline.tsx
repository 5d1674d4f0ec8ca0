import type { JSX } from "preact";
import { formatCount, formatDuration, formatNumber, formatQuantity } from "../format.ts";
import { measureWords } from "../measures.ts";
import type { SectionProps } from "../report-input.ts";

/** What was trained, on what, and how good it is: the page's first lines. */
export function Headline({ summary, evaluation: { measures } }: SectionProps): JSX.Element {
  const { settings, dataset, model, epochs } = summary;
  const measure = settings.loss;
  const words = measureWords[measure];
  const facts: readonly (readonly [term: string, value: string])[] = [
    ["code", formatQuantity(measures.code.latentSize, "value")],
    ["parameters", formatCount(model.parameters)],
    ["training", `${formatQuantity(epochs.run, "epoch")}, ${formatDuration(summary.seconds)}`],
    ["speed", `${formatCount(summary.imagesPerSecond)} images/s`],
    ["seed", String(settings.seed)],
  ];
  return (
    <header>
      <p class="kicker">Hourglass · report of a training run</p>
      <h1>
        {capitalise(model.name)} autoencoder on {dataset.title}
      </h1>
      <p class="lead">
        Each image of {formatCount(measures.imageSize)} values is squeezed through a code of{" "}
        {formatQuantity(measures.code.latentSize, "value")} and rebuilt from it alone. How much survives?
      </p>
      {dataset.note !== undefined && (
        <p class="notice" role="note">
          <strong>Another data set stands in. </strong>
          {dataset.note}
        </p>
      )}
      <div class="headline">
        <p class="headline-number">
          <span class="number">{formatNumber(measures.errors[measure].mean)}</span>{" "}
          <span class="headline-unit">{words.unit}</span>
        </p>
        <p class="headline-meaning">
          <strong>
            test {words.short}: {words.long}
          </strong>
          , {words.reduction} and over the {formatCount(measures.images)} images of the {dataset.title} test
          set, which training never saw, with the weights of epoch {epochs.kept}. Lower is better.
        </p>
      </div>
      <dl class="key-facts">
        {facts.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </header>
  );
}

export function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
