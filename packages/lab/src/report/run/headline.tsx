import { featureCount } from "hourglass-core/internal/model/reshaping.ts";
import { lossOf } from "hourglass-core/internal/program/losses/losses.ts";
import { counted, withArticle } from "hourglass-core/internal/words.ts";
import type { JSX } from "preact";
import type { EvaluationFigures } from "../../evaluation/evaluation.ts";
import type { RunSummary } from "../../run/files/summary.ts";
import { errorIn, errorWords } from "../words/error-words.ts";
import { formatNumber } from "../words/format.ts";
import { countedSamples, type SampleWords, samplesOf } from "../words/sample-words.ts";
import { RunHeader } from "./run-header.tsx";
import type { SoundReportInput } from "./sections/report-section.ts";

/** What was trained, on what, and how good it is: the page's first lines. */
export function Headline({ summary, evaluation: { measures } }: SoundReportInput): JSX.Element {
  const { dataset, epochs } = summary;
  const samples = samplesOf(summary);
  const result = headlineResult(summary, measures);
  return (
    <RunHeader summary={summary}>
      <p class="lead">{describeIdea(measures, samples)}</p>
      <div class="headline">
        <p class="headline-number">
          <span class="number">{formatNumber(result.value)}</span>{" "}
          <span class="headline-unit">{result.unit}</span>
        </p>
        <p class="headline-meaning">
          <strong>{result.name}</strong>
          {result.reduction} the {countedSamples(measures.images, samples)} of the {dataset.title} test set,
          which training never saw, with the weights of epoch {epochs.kept}. {result.direction}
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
  summary: RunSummary,
  { errors, denoising, variational }: EvaluationFigures,
): HeadlineResult {
  const { nearestError: measure, densityOf } = lossOf(summary.settings.loss).kind;
  const samples = samplesOf(summary);
  const { title, plural } = samples;
  const { short, long, unit, reduction } = errorWords(measure, samples);
  const { mean } = errorIn(errors, measure);
  if (variational !== undefined) {
    return {
      value: variational.elbo.mean,
      unit: densityOf === undefined ? "nats" : "nats + constant",
      name: "test ELBO: evidence lower bound of log p(x)",
      reduction: `, ${withArticle(title)}, mean over`,
      direction: "Higher is better.",
    };
  }
  const name = `test ${short}: ${long}`;
  const direction = "Lower is better.";
  if (denoising !== undefined) {
    return {
      value: errorIn(denoising.errors, measure).mean,
      unit,
      name: `${name} of restored ${plural}`,
      reduction: `, against the clean ones, ${reduction} and over`,
      direction: `${direction} Shown clean ${plural}, it makes ${formatNumber(mean)}.`,
    };
  }
  return { value: mean, unit, name, reduction: `, ${reduction} and over`, direction };
}

function describeIdea(
  { imageSize, code, codebook, denoising, variational }: EvaluationFigures,
  { title, plural }: SampleWords,
): string {
  const each = `Each ${title} of ${counted(imageSize, "value")}`;
  const values = counted(code.latentSize, "value");
  if (variational !== undefined) {
    return (
      `${each} becomes a normal distribution over codes of ${values}, and every code ${withArticle(title)}. ` +
      `How well does it know what ${plural} look like?`
    );
  }
  if (codebook !== undefined) {
    const { places, entries } = codebook;
    const count = featureCount(places);
    return `${each} becomes ${counted(count, "entry", "entries")} of a codebook of ${entries}, and is rebuilt from them alone. How much survives?`;
  }
  if (denoising?.hidden !== undefined) {
    return `Parts of each ${title} are hidden, what is left of its ${counted(imageSize, "value")} is read into a code of ${values}, and the whole is rebuilt. How much of what was hidden comes back?`;
  }
  if (denoising !== undefined) {
    return `${each} is spoilt by noise, read into a code of ${values}, and rebuilt without the noise. How much is restored?`;
  }
  const way = code.latentSize < imageSize ? "squeezed through" : "turned into";
  return `${each} is ${way} a code of ${values} and rebuilt from it alone. How much survives?`;
}
