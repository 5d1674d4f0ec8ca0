import type { SampleKind } from "hourglass-core/internal/data/samples/sample-kind.ts";
import { kindOfSamples, type Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import type { SampleShape } from "hourglass-core/internal/data/samples/shape.ts";
import type { Settings } from "hourglass-core/internal/settings/settings.ts";
import { withArticle } from "hourglass-core/internal/words.ts";
import { type Change, changed, problemOf } from "../../state/check-experiment.ts";
import type { Experiment } from "../../state/link.ts";

/** Something to try after a training. */
export interface NextStep {
  readonly text: string;
  readonly title: string;
  readonly change: Change;
}

type Words = Pick<SampleKind<Samples>, "title" | "plural">;

interface Rule extends Omit<NextStep, "text"> {
  readonly holds: (settings: Settings) => boolean;
  /** @param of what samples are called */
  readonly text: (of: Words) => string;
}

const is =
  (model: string) =>
  (settings: Settings): boolean =>
    settings.model === model;
const isWide =
  (model: string) =>
  (settings: Settings): boolean =>
    settings.model === model && settings.latentSize > 2;

/** From the simplest model on, each time one thing that shows something new. */
const rules: readonly Rule[] = [
  {
    holds: is("vanilla"),
    text: ({ title }) => `More layers fold more of ${withArticle(title)} into a code of the same size.`,
    title: "Try the deep one",
    change: { model: "deep" },
  },
  {
    holds: isWide("deep"),
    text: ({ plural }) =>
      `Squeeze everything through two values: the code becomes a map on which all ${plural} lie.`,
    title: "Try a code of 2",
    change: { latentSize: 2 },
  },
  {
    holds: is("deep"),
    text: ({ plural }) =>
      `A code that is a probability distribution can be sampled: ${plural} that nobody has drawn.`,
    title: "Try the variational one",
    change: { model: "variational" },
  },
  {
    holds: isWide("variational"),
    text: () => "With two values you can see the whole distribution, and walk through it.",
    title: "Try a code of 2",
    change: { latentSize: 2 },
  },
  {
    holds: is("variational"),
    text: () =>
      "Convolutions look at neighbouring pixels, as eyes do, and need fewer weights: here with a code of their usual size.",
    title: "Try the convolutional one",
    change: { model: "convolutional", latentSize: undefined },
  },
  {
    holds: is("convolutional"),
    text: ({ title }) => `Spoil the input and ask for the clean ${title}: the model learns to remove noise.`,
    title: "Try the denoising one",
    change: { model: "denoising" },
  },
  {
    holds: is("denoising"),
    text: () => "Make the code pay for every value it uses, and each unit learns a part of its own.",
    title: "Try the sparse one",
    change: { model: "sparse" },
  },
  {
    holds: ({ model, penalty }) => model === "sparse" && !penalty.startsWith("topk"),
    text: () => "Allow only the 8 largest values of a code, and see which strokes are left.",
    title: "Try top-8",
    change: { penalty: "topk:8" },
  },
];

const beginning: NextStep = {
  text: "Another seed begins with other weights: what stays the same is what the data teach.",
  title: "Back to vanilla, seed 2",
  change: { model: "vanilla", seed: 2 },
};

const usual: SampleShape = { height: 28, width: 28, channels: 1 };

/**
 * What to try after a model with these settings.
 * @param samples what it learns from: what cannot be of them is passed over
 */
export function nextStep(settings: Settings, samples: SampleShape = usual): NextStep {
  const rule = rules.find(({ holds }) => holds(settings));
  if (rule === undefined) return beginning;
  const { model, latentSize } = settings;
  const next = changed({ model, latentSize } as Experiment, rule.change, samples);
  if (problemOf(next, samples) !== undefined) {
    return nextStep({ ...settings, ...rule.change } as Settings, samples);
  }
  const { title, change } = rule;
  return { title, change, text: rule.text(kindOfSamples(samples)) };
}
