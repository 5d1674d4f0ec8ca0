import type { JSX } from "preact";
import type { EvaluationFigures } from "../../evaluation/evaluation.ts";
import { lossOf } from "../../program/losses/losses.ts";
import type { RunSummary } from "../../run/files/summary.ts";
import { counted } from "../../words.ts";
import { errorWords } from "../error-words.ts";
import { formatNumber } from "../format.ts";
import type { SoundReportInput } from "../sections/report-section.ts";
import { RunHeader } from "./run-header.tsx";

/** What was trained, on what, and how good it is: the page's first lines. */
export function Headline({ summary, evaluation: { measures } }: SoundReportInput): JSX.Element {
  const { dataset, epochs } = summary;
  const result = headlineResult(summary, measures);
  return (
    <RunHeader summary={summary}>
      <p class="lead">{describeIdea(measures)}</p>
      <div class="headline">
        <p class="headline-number">
          <span class="number">{formatNumber(result.value)}</span>{" "}
          <span class="headline-unit">{result.unit}</span>
        </p>
        <p class="headline-meaning">
          <strong>{result.name}</strong>
          {result.reduction} the {counted(measures.images, "image")} of the {dataset.title} test set, which
          training never saw, with the weights of epoch {epochs.kept}. {result.direction}
        </p>
      </div>
    </RunHeader>
  );
}

interface HeadlineResult {
  readonly value: number;
  readonly unit: string;
  readonly name: string;
  readonly reduction: string;
  readonly direction: string;
}

/** The number by which a model of its kind is judged. */
function headlineResult(
  { settings }: RunSummary,
  { errors, denoising, variational }: EvaluationFigures,
): HeadlineResult {
  const { nearestError: error, densityOf } = lossOf(settings.loss).kind;
  const { short, long, unit, reduction } = errorWords[error];
  if (variational !== undefined) {
    return {
      value: variational.elbo.mean,
      unit: densityOf === undefined ? "nats" : "nats + constant",
      name: "test ELBO: evidence lower bound of log p(x)",
      reduction: ", an image, mean over",
      direction: "Higher is better.",
    };
  }
  const name = `test ${short}: ${long}`;
  const direction = "Lower is better.";
  if (denoising !== undefined) {
    return {
      value: denoising.errors[error].mean,
      unit,
      name: `${name} of restored images`,
      reduction: `, against the clean ones, ${reduction} and over`,
      direction: `${direction} Shown clean images, it makes ${formatNumber(errors[error].mean)}.`,
    };
  }
  return { value: errors[error].mean, unit, name, reduction: `, ${reduction} and over`, direction };
}

function describeIdea({ imageSize, code, denoising, variational }: EvaluationFigures): string {
  const [image, values] = [counted(imageSize, "value"), counted(code.latentSize, "value")];
  if (variational !== undefined) {
    return (
      `Each image of ${image} becomes a normal distribution over codes of ${values}, and every code an image. ` +
      "How well does it know what images look like?"
    );
  }
  if (denoising !== undefined) {
    return `Each image of ${image} is spoilt by noise, read into a code of ${values}, and rebuilt without the noise. How much is restored?`;
  }
  const way = code.latentSize < imageSize ? "squeezed through" : "turned into";
  return `Each image of ${image} is ${way} a code of ${values} and rebuilt from it alone. How much survives?`;
}
