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

interface Lesson extends Omit<NextStep, "text"> {
  /** Whether a model with these settings has shown it. */
  readonly holds: (settings: Settings) => boolean;
  /** @param of what samples are called */
  readonly text: (of: Words) => string;
}

const is =
  (model: string) =>
  (settings: Settings): boolean =>
    settings.model === model;

/** Ordered by how much each shows in a second of training, the most first: the convolutions, which take longest, come late. */
const lessons: readonly Lesson[] = [
  {
    holds: ({ latentSize }) => latentSize <= 2,
    text: ({ plural }) =>
      `Squeeze everything through two numbers: the code becomes a map on which all ${plural} lie.`,
    title: "A code of 2",
    change: { latentSize: 2 },
  },
  {
    holds: is("denoising"),
    text: ({ title }) => `Spoil the input and ask for the clean ${title}: the model learns to remove noise.`,
    title: "Denoising",
    change: { model: "denoising", latentSize: undefined },
  },
  {
    holds: is("deep"),
    text: ({ title }) => `More layers fold more of ${withArticle(title)} into a code of the same size.`,
    title: "Deep",
    change: { model: "deep", latentSize: undefined },
  },
  {
    holds: ({ model, penalty }) => model === "sparse" && !penalty.startsWith("topk"),
    text: () => "Make the code pay for every value it uses: each unit learns a part of its own.",
    title: "Sparse",
    change: { model: "sparse", latentSize: undefined },
  },
  {
    holds: is("variational"),
    text: ({ plural }) =>
      `A code that is a probability distribution can be sampled: ${plural} that nobody has drawn.`,
    title: "Variational",
    change: { model: "variational", latentSize: undefined },
  },
  {
    holds: is("convolutional"),
    text: () => "Convolutions look at neighbouring pixels, as eyes do, and need fewer weights.",
    title: "Convolutional",
    change: { model: "convolutional", latentSize: undefined },
  },
  {
    holds: is("sparse"),
    text: () => "Allow only the 8 largest values of a code, and see which strokes are left.",
    title: "Top-8",
    change: { model: "sparse", penalty: "topk:8", latentSize: undefined },
  },
];

/** Three can be read at a glance. */
const offered = 3;

const usual: SampleShape = { height: 28, width: 28, channels: 1 };

/**
 * What to try after a model with these settings: what comes after it among the lessons, from the first on again after the last.
 * @param samples what it learns from: what cannot be of them is passed over
 */
export function nextSteps(settings: Settings, samples: SampleShape = usual): readonly NextStep[] {
  const at = lessons.findIndex(({ holds }) => holds(settings));
  const { model, latentSize, penalty } = settings;
  const before = { model, latentSize, penalty } as Experiment;
  return [...lessons.slice(at + 1), ...lessons.slice(0, Math.max(0, at))]
    .filter(
      ({ holds, change }) =>
        !holds(settings) && problemOf(changed(before, change, samples), samples) === undefined,
    )
    .slice(0, offered)
    .map(({ text, title, change }) => ({ title, change, text: text(kindOfSamples(samples)) }));
}
