import type { SampleKind } from "hourglass-core/internal/data/samples/sample-kind.ts";
import type { CodeStatistics, UnitActivation } from "./activations.ts";
import type { ConstantErrors } from "./constant-images.ts";
import type { NotFinite } from "./sound.ts";
import type { VariationalMeasures } from "./variational-measures.ts";

/** Something wrong with a finished model, which its figures alone do not say. */
export interface Warning {
  readonly kind: "split" | "weights" | "not finite" | "error" | "code" | "reconstructions";
  /** A sentence without its full stop: what was seen, on how many test images, and against what. */
  readonly text: string;
}

type SampleWords = Pick<SampleKind<unknown>, "title" | "plural" | "value">;

/** What of a model is looked at: what its evaluation has anyway. */
export interface Findings {
  /** What the model sees. */
  readonly samples: SampleWords;
  /** Whether the test samples were trained on. */
  readonly testSeen?: boolean;
  /** Parameters with a value that is not finite, by their names. */
  readonly unsoundParameters: readonly string[];
  readonly notFinite: readonly NotFinite[];
  /** Of the test images that are not left out; absent where that is none. */
  readonly sound?: SoundFindings;
}

export interface SoundFindings {
  readonly images: number;
  /** By the loss of training, mean over pixels and images. */
  readonly error: {
    readonly measure: "bce" | "mse";
    readonly value: number;
    /** Whether the images were corrupted as in training. */
    readonly corrupted: boolean;
    readonly ofConstants: ConstantErrors;
  };
  readonly code: CodeStatistics;
  /** For a Gaussian code. */
  readonly variational?: Pick<VariationalMeasures, "elbo" | "activeUnits">;
  /** Pixels of an image times channels. */
  readonly imageSize: number;
  /** Variances over the samples, summed over their values. */
  readonly variation: { readonly samples: number; readonly reconstructions: number };
}

/**
 * Of the error of the mean training image: a model that undercuts it by less is said not to be better, since so much lies
 * between that image and another that is as good a guess.
 */
const leastGain = 0.01;
/** Times the error of a grey image: no model that learns badly is that far off, only weights that have run away. */
const absurd = 10;
/** Of the largest value of a unit: float32 computes a constant to about a tenth of it. */
const leastRange = 1e-6;
/** Of all units: so many may be unused in a code that is larger than it need be, but not nearly all. */
const mostUnused = 0.9;
/** Of the variance of the images, that is a hundredth of their contrast: reconstructions that vary less look the same. */
const leastVariation = 1e-4;

/** What is wrong with a model, the gravest first. */
export function findWarnings(found: Findings): readonly Warning[] {
  const { samples, testSeen = false, unsoundParameters, notFinite, sound } = found;
  return [
    ...(testSeen ? [seenWarning(samples)] : []),
    ...weightWarnings(unsoundParameters),
    ...notFinite.flatMap(({ what, count, of }): readonly Warning[] => {
      if (count === 0) return [];
      const left =
        count === of ? "so there are no figures of them" : `and no figure counts these ${samples.plural}`;
      const text = `${what} of ${count} of ${quantity(of, samples)} are not finite numbers, ${left}`;
      return [{ kind: "not finite", text }];
    }),
    ...(sound === undefined ? [] : soundWarnings(sound, samples)),
  ];
}

function seenWarning({ plural }: SampleWords): Warning {
  return {
    kind: "split",
    text:
      `the test ${plural} are among those that it was trained on (trainOn all): what is measured on them does not say ` +
      `how it does on new ${plural}`,
  };
}

const trainAgain = "train again with a smaller learning rate";

function weightWarnings([first, ...others]: readonly string[]): readonly Warning[] {
  if (first === undefined) return [];
  const more =
    others.length === 0 ? "" : ` and ${others.length} other parameter${others.length === 1 ? "" : "s"}`;
  return [
    {
      kind: "weights",
      text: `the weights ${first}${more} hold values that are not finite numbers; ${trainAgain}`,
    },
  ];
}

function soundWarnings(found: SoundFindings, samples: SampleWords): readonly Warning[] {
  const { images, error, code, variational, variation } = found;
  const ofError = [...errorWarnings(images, error, samples), ...boundWarnings(found, samples)];
  // Samples that are all alike rightly have one code and one reconstruction.
  if (variation.samples === 0) return ofError;
  return [
    ...ofError,
    ...codeWarnings(images, code, variational?.activeUnits, samples),
    ...variationWarnings(images, variation, samples),
  ];
}

function errorWarnings(
  images: number,
  { measure, value, corrupted, ofConstants: { mean, grey } }: SoundFindings["error"],
  samples: SampleWords,
): readonly Warning[] {
  const isNoBetter = mean !== undefined && value > (1 - leastGain) * mean;
  const isWorseThanGrey = grey !== undefined && value > grey;
  if (!isNoBetter && !isWorseThanGrey) return [];
  const unit = `${measure === "bce" ? "nats, " : ""}mean over ${samples.value.many}`;
  const against = [
    ...(isNoBetter ? [`the mean training ${samples.title} (${words(mean)})`] : []),
    ...(isWorseThanGrey ? [`an image that is grey all over (${words(grey)})`] : []),
  ];
  const advice =
    value > absurd * (grey ?? mean ?? Number.POSITIVE_INFINITY)
      ? `the weights have run away: ${trainAgain}`
      : "train longer, or with a smaller learning rate";
  const how = mean !== undefined && value <= mean && !isWorseThanGrey ? "hardly better" : "no better";
  return [
    {
      kind: "error",
      text:
        `it rebuilds ${quantity(images, samples)}${corrupted ? ", corrupted as in training," : ""} ${how} than ${against.join(" or ")} would: ` +
        `${measure} ${words(value)} (${unit}); ${advice}`,
    },
  ];
}

/** A bound that is as absurd as an error can be, though the error is not: the codes are far from the prior. */
function boundWarnings(
  { images, imageSize, error, variational }: SoundFindings,
  samples: SampleWords,
): readonly Warning[] {
  // What a squared error is worth in nats depends on the variance that it is given.
  const { grey: ofGrey } = error.ofConstants;
  if (variational === undefined || error.measure !== "bce" || ofGrey === undefined) return [];
  const grey = imageSize * ofGrey;
  const { mean } = variational.elbo;
  if (-mean <= absurd * grey) return [];
  return [
    {
      kind: "error",
      text:
        `the evidence lower bound of ${quantity(images, samples)} is ${words(mean)} nats an image, and that of a model which draws ` +
        `grey images alone ${words(-grey)}; the weights have run away: ${trainAgain}`,
    },
  ];
}

function codeWarnings(
  images: number,
  { units }: CodeStatistics,
  activeUnits: VariationalMeasures["activeUnits"] | undefined,
  samples: SampleWords,
): readonly Warning[] {
  const unused = units.filter(isConstant).length;
  if (unused === units.length) {
    return [
      {
        kind: "code",
        text: `the codes of ${quantity(images, samples)} are all the same, so they say nothing of the ${samples.title}; ${trainAgain}`,
      },
    ];
  }
  if (activeUnits?.count === 0) {
    return [
      {
        kind: "code",
        text:
          `none of the ${units.length} units of the code is active: over ${quantity(images, samples)} no posterior mean has a ` +
          `variance above ${activeUnits.threshold}, so the code says next to nothing of the ${samples.title}`,
      },
    ];
  }
  if (unused <= mostUnused * units.length) return [];
  return [
    {
      kind: "code",
      text: `${unused} of the ${units.length} units of the code never vary over ${quantity(images, samples)}`,
    },
  ];
}

function isConstant({ minimum, maximum }: UnitActivation): boolean {
  return maximum - minimum <= leastRange * Math.max(Math.abs(minimum), Math.abs(maximum));
}

function variationWarnings(
  count: number,
  variation: SoundFindings["variation"],
  samples: SampleWords,
): readonly Warning[] {
  const { reconstructions } = variation;
  if (reconstructions > leastVariation * variation.samples) return [];
  const extent =
    reconstructions === 0
      ? "do not vary"
      : `vary by ${words(reconstructions / variation.samples)} of the variance of the ${samples.plural}`;
  return [
    {
      kind: "reconstructions",
      text: `the reconstructions of ${quantity(count, samples)} are all alike (they ${extent}): the model gives one ${samples.title} whatever it sees`,
    },
  ];
}

function quantity(count: number, { title, plural }: SampleWords): string {
  return `${count.toLocaleString("en")} test ${count === 1 ? title : plural}`;
}

/** Four significant digits. */
function words(value: number): string {
  const size = Math.abs(value);
  return size >= 1e6 || (size < 1e-4 && size > 0)
    ? value.toExponential(3)
    : String(Number(value.toPrecision(4)));
}
