import type { ActivationName } from "hourglass-core/internal/model/activation.ts";
import type { Objective } from "hourglass-core/internal/program/objective.ts";
import type { Penalty } from "hourglass-core/internal/program/penalties/penalties.ts";
import { plainActivations } from "./plain-activations.ts";
import { logistic, plainCrossEntropy } from "./plain-autoencoder.ts";

/**
 * The objective of an autoencoder of one layer each way in plain loops and float64, with the noise that its words
 * give: a reference without graphs. Tensors are row-major.
 */
export interface PlainModel {
  readonly code: string;
  readonly codeActivation: ActivationName;
  /** By the names of the parameters. */
  readonly weights: Readonly<Record<string, readonly number[]>>;
}

/** Random words by the names of their inputs: `noise.rows`, `noise.corruption`. */
export type PlainWords = Readonly<Record<string, ArrayLike<number>>>;

export interface PlainObjective {
  readonly objective: number;
  readonly reconstruction: number;
  readonly penalty: number | undefined;
}

export function plainObjective(
  { code, codeActivation, weights }: PlainModel,
  objective: Objective,
  images: readonly (readonly number[])[],
  words: PlainWords,
): PlainObjective {
  const { loss, penalties = [], corruption, beta = 1 } = objective;
  const targets = objective.binarize
    ? images.map((image, row) =>
        image.map((x, column) =>
          x > plainBits(words, "binarization", row, column) * 2 ** -32 + 0.5 ? 1 : 0,
        ),
      )
    : images;
  const given = targets.map((image, row) =>
    image.map((x, column) => {
      if (corruption === undefined) return x;
      const { kind, level } = corruption;
      if (kind === "gaussian") {
        const noisy = x + level * plainNormal(words, "corruption", row, column, image.length);
        return Math.min(Math.max(noisy, 0), 1);
      }
      const share = plainBits(words, "corruption", row, column) * 2 ** -32 + 0.5;
      if (kind === "masking") return share < level ? 0 : x;
      return share < level / 2 ? 0 : share < level ? 1 : x;
    }),
  );
  const encoded = given.map((image) => affine(image, weights, "encoder.code"));
  const size = (encoded[0]?.length ?? 0) / 2;
  const codes = encoded.map((values, row) =>
    code === "deterministic"
      ? values.map(plainActivations[codeActivation])
      : values.slice(0, size).map((mean, column) => {
          const deviation = Math.exp(values[size + column]! / 2);
          return mean + deviation * plainNormal(words, "code", row, column, size);
        }),
  );
  // Masking alone hides values here.
  const isHidden = (row: number, pixel: number): boolean =>
    plainBits(words, "corruption", row, pixel) * 2 ** -32 + 0.5 < (corruption?.level ?? 0);
  const counts = (row: number, pixel: number): boolean =>
    objective.lossOn !== "hidden" || isHidden(row, pixel);
  const errors = codes.map((values, row) =>
    total(
      affine(values, weights, "decoder.output").map((logit, pixel) => {
        const x = targets[row]![pixel]!;
        if (!counts(row, pixel)) return 0;
        return loss === "bce" ? plainCrossEntropy(logit, x) : (logistic(logit) - x) ** 2;
      }),
    ),
  );
  const count = images.length;
  const error = total(errors) / count;
  if (objective.boundSamples !== undefined) {
    return plainBound({ weights, loss, samples: objective.boundSamples }, encoded, targets, words);
  }
  if (code === "gaussian") {
    const posteriors = encoded.map((values) => ({
      mean: values.slice(0, size),
      logVariance: values.slice(size),
    }));
    const divergences = encoded.map((values) =>
      total(
        values.slice(0, size).map((mean, column) => {
          const logVariance = values[size + column]!;
          return (mean ** 2 + Math.exp(logVariance) - logVariance - 1) / 2;
        }),
      ),
    );
    const divergence = total(divergences) / count;
    const isReplaced = penalties.some(({ kind }) => kind === "capacity");
    const batch = { codes, posteriors, divergence, words };
    const others = total(penalties.map((one) => plainPosteriorPenalty(one, batch)));
    return {
      objective: error + (isReplaced ? 0 : beta * divergence) + others,
      reconstruction: error,
      penalty: (isReplaced ? 0 : divergence) + others,
    };
  }
  const counted = total(targets.map((image, row) => image.filter((_, pixel) => counts(row, pixel)).length));
  const reconstruction = total(errors) / Math.max(1, counted);
  if (penalties.length === 0) return { objective: reconstruction, reconstruction, penalty: undefined };
  const penalty = total(penalties.map((one) => plainPenalty(one, codes, words)));
  return { objective: reconstruction + penalty, reconstruction, penalty };
}

/** The importance-weighted bound, from its definition: logarithms of normal densities, one sample after the other. */
function plainBound(
  { weights, loss, samples }: Pick<PlainModel, "weights"> & Pick<Objective, "loss"> & { samples: number },
  encoded: readonly (readonly number[])[],
  targets: readonly (readonly number[])[],
  words: PlainWords,
): PlainObjective {
  const size = encoded[0]!.length / 2;
  const logNormal = (x: number, mean: number, variance: number): number =>
    -((x - mean) ** 2) / (2 * variance) - Math.log(2 * Math.PI * variance) / 2;
  const draws = Array.from({ length: samples }, (_, draw) => draw);
  const ofImages = encoded.map((values, row) => {
    const ofDraws = draws.map((draw) => {
      const code = values.slice(0, size).map((mean, unit) => {
        const deviate = plainNormal(words, "code", row, draw * size + unit, samples * size);
        return mean + Math.exp(values[size + unit]! / 2) * deviate;
      });
      const error = total(
        affine(code, weights, "decoder.output").map((logit, pixel) => {
          const x = targets[row]![pixel]!;
          return loss === "bce" ? plainCrossEntropy(logit, x) : (logistic(logit) - x) ** 2;
        }),
      );
      const prior = total(code.map((z) => logNormal(z, 0, 1)));
      const posterior = total(
        code.map((z, unit) => logNormal(z, values[unit]!, Math.exp(values[size + unit]!))),
      );
      return { error, weight: Math.exp(-error + prior - posterior) };
    });
    return {
      bound: Math.log(total(ofDraws.map(({ weight }) => weight)) / samples),
      error: total(ofDraws.map(({ error }) => error)) / samples,
    };
  });
  const objective = -total(ofImages.map(({ bound }) => bound)) / encoded.length;
  const reconstruction = total(ofImages.map(({ error }) => error)) / encoded.length;
  return { objective, reconstruction, penalty: objective - reconstruction };
}

interface PlainBatch {
  readonly codes: readonly (readonly number[])[];
  readonly posteriors: readonly Readonly<Record<"mean" | "logVariance", readonly number[]>>[];
  readonly divergence: number;
  readonly words: PlainWords;
}

/** A penalty of a batch of normal distributions over codes, from its definition; the model is not being trained. */
function plainPosteriorPenalty(
  penalty: Penalty,
  { codes, posteriors, divergence, words }: PlainBatch,
): number {
  const count = codes.length;
  const units = codes[0]!.map((_, unit) => unit);
  if (penalty.kind === "capacity") return penalty.weight * Math.abs(divergence - penalty.nats);
  if (penalty.kind === "total-correlation") {
    const density = (row: number, other: number, unit: number): number => {
      const { mean, logVariance } = posteriors[other]!;
      const variance = Math.exp(logVariance[unit]!);
      const square = (codes[row]![unit]! - mean[unit]!) ** 2;
      return Math.exp(-square / (2 * variance)) / Math.sqrt(2 * Math.PI * variance);
    };
    const images = codes.map((_, row) => row);
    const correlations = images.map((row) => {
      const joint = total(images.map((other) => product(units.map((unit) => density(row, other, unit)))));
      const marginals = units.map((unit) => total(images.map((other) => density(row, other, unit))) / count);
      return Math.log(joint / count) - Math.log(product(marginals));
    });
    return (penalty.weight * total(correlations)) / count;
  }
  if (penalty.kind === "dip-1" || penalty.kind === "dip-2") {
    const middle = units.map((unit) => total(posteriors.map(({ mean }) => mean[unit]!)) / count);
    const covariance = (one: number, other: number): number =>
      total(posteriors.map(({ mean }) => (mean[one]! - middle[one]!) * (mean[other]! - middle[other]!))) /
      count;
    const own = (unit: number): number =>
      penalty.kind === "dip-1"
        ? 0
        : total(posteriors.map(({ logVariance }) => Math.exp(logVariance[unit]!))) / count;
    return total(
      units.flatMap((one) =>
        units.map((other) =>
          one === other
            ? penalty.diagonal * (covariance(one, one) + own(one) - 1) ** 2
            : penalty.off * covariance(one, other) ** 2,
        ),
      ),
    );
  }
  return plainPenalty(penalty, codes, words);
}

/** The unbiased estimate of the squared discrepancy of codes and of samples of the prior. */
function plainDiscrepancy(codes: PlainBatch["codes"], scale: number, words: PlainWords): number {
  const size = codes[0]!.length;
  const drawn = codes.map((_, row) =>
    codes[0]!.map((_, column) => plainNormal(words, "prior", row, column, size)),
  );
  const kernel = (a: readonly number[], b: readonly number[]): number => {
    const distance = total(a.map((x, unit) => (x - b[unit]!) ** 2));
    return total([0.1, 0.2, 0.5, 1, 2, 5, 10].map((s) => 1 / (1 + distance / (2 * size * scale * s))));
  };
  const pairs = (one: PlainBatch["codes"], other: PlainBatch["codes"], isSame: boolean): number => {
    const values = one.flatMap((a, row) =>
      other.flatMap((b, column) => (isSame && row === column ? [] : [kernel(a, b)])),
    );
    return total(values) / values.length;
  };
  return pairs(codes, codes, true) + pairs(drawn, drawn, true) - 2 * pairs(codes, drawn, false);
}

/** A penalty of a batch of codes, from its definition. */
function plainPenalty(penalty: Penalty, codes: PlainBatch["codes"], words: PlainWords): number {
  const count = codes.length;
  if (penalty.kind === "mmd") {
    return penalty.weight * plainDiscrepancy(codes, penalty.scale ?? 1, words);
  }
  if (penalty.kind === "l1") return (penalty.weight * total(codes.flat().map(Math.abs))) / count;
  if (penalty.kind !== "kl") throw new Error(`no definition of ${penalty.kind}`);
  const { target, weight } = penalty;
  const divergences = codes[0]!.map((_, unit) => {
    const activity = total(codes.map((values) => values[unit]!)) / count;
    return target * Math.log(target / activity) + (1 - target) * Math.log((1 - target) / (1 - activity));
  });
  return weight * total(divergences);
}

const product = (values: readonly number[]): number => values.reduce((a, b) => a * b, 1);
const total = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** x kernel + bias of a layer for one row. */
function affine(x: readonly number[], weights: PlainModel["weights"], layer: string): number[] {
  const [kernel, bias] = [weights[`${layer}.kernel`]!, weights[`${layer}.bias`]!];
  return bias.map(
    (offset, unit) => offset + total(x.map((value, k) => value * kernel[k * bias.length + unit]!)),
  );
}

/** The word of a place: a_j r_i + b_j modulo 2^32. */
function plainBits(words: PlainWords, source: string, row: number, column: number): number {
  const both = words[`noise.${source}`]!;
  const width = both.length / 2;
  return (Math.imul(both[column]!, words["noise.rows"]![row]!) + both[width + column]!) | 0;
}

/** Box and Muller: the first half of a row are cosines, the second sines of the same angles. */
function plainNormal(words: PlainWords, source: string, row: number, column: number, width: number): number {
  const half = Math.ceil(width / 2);
  const radius = Math.abs(plainBits(words, `${source}.radius`, row, column % half)) * 2 ** -31 + 2 ** -33;
  const angle = plainBits(words, `${source}.angle`, row, column % half) * Math.PI * 2 ** -31;
  return Math.sqrt(-2 * Math.log(radius)) * (column < half ? Math.cos(angle) : Math.sin(angle));
}
