import * as z from "zod";
import { parseJsonFile } from "../data/files/json-file.ts";
import { classify, type LinearProbe } from "./classes/linear-probe.ts";
import type { NeighbourVote } from "./classes/neighbour-vote.ts";
import type { Agreement } from "./classes/partition-agreement.ts";
import { exactText, exactTextSchema } from "./exact-text.ts";
import type { PrincipalComponents } from "./reconstruction/principal-components.ts";
import type { FitCodec } from "./shared-fits.ts";
import { standardiserOf } from "./standardise.ts";

/** JSON, which gives every number back to the bit but -0: where that may be, there is a text of bytes. */
function jsonCodec<T>(written: (fit: T) => object, schema: z.ZodType<T>): FitCodec<T> {
  return {
    encode: (fit) => new TextEncoder().encode(JSON.stringify(written(fit))),
    decode: (bytes, file) => parseJsonFile(bytes, file, schema),
  };
}

const share = z.number().min(0).max(1);

export const probeCodec: FitCodec<LinearProbe> = jsonCodec(
  ({ predict: _, weights, standardiser, ...facts }) => ({
    ...facts,
    kernel: exactText(weights.kernel),
    bias: exactText(weights.bias),
    means: exactText(standardiser.means),
    deviations: exactText(standardiser.deviations),
  }),
  z
    .strictObject({
      C: z.number().positive(),
      choice: z.string(),
      validationAccuracy: share.exactOptional(),
      accuracy: share,
      confusion: z.array(z.array(z.int().min(0))),
      kernel: exactTextSchema,
      bias: exactTextSchema,
      means: exactTextSchema,
      deviations: exactTextSchema,
    })
    .refine(
      ({ kernel, bias, means, deviations, confusion }) =>
        kernel.length === means.length * bias.length &&
        deviations.length === means.length &&
        [confusion, ...confusion].every(({ length }) => length === bias.length),
    )
    .meta({ expected: "a probe with as many weights as columns and classes ask for" })
    .transform(({ kernel, bias, means, deviations, ...facts }): LinearProbe => {
      const weights = { kernel, bias };
      const standardiser = standardiserOf(means, deviations);
      const predict: LinearProbe["predict"] = async (rows) => classify(weights, standardiser.apply(rows));
      return { ...facts, predict, weights, standardiser };
    }),
);

export const neighboursCodec: FitCodec<NeighbourVote> = jsonCodec(
  (vote) => vote,
  z.strictObject({ k: z.int().min(1), choice: z.string(), accuracy: share }),
);

export const componentsCodec: FitCodec<PrincipalComponents> = jsonCodec(
  ({ mean, totalVariance, components, variances }) => ({
    mean: exactText(mean),
    totalVariance: exactText([totalVariance]),
    components: exactText(components),
    variances: exactText(variances),
  }),
  z
    .strictObject({
      mean: exactTextSchema,
      totalVariance: exactTextSchema,
      components: exactTextSchema,
      variances: exactTextSchema,
    })
    .refine(
      ({ mean, totalVariance, components, variances }) =>
        totalVariance.length === 1 && components.length === mean.length * variances.length,
    )
    .meta({ expected: "components with as many values as the mean" })
    .transform(({ mean, totalVariance, components, variances }) => ({
      ...{ mean, components },
      totalVariance: totalVariance[0] as number,
      variances: [...variances],
    })),
);

const agreementNames = ["accuracy", "nmi", "ari"] as const;

export const agreementCodec: FitCodec<Agreement> = jsonCodec(
  (agreement) => ({ agreement: exactText(agreementNames.map((name) => agreement[name])) }),
  z
    .strictObject({ agreement: exactTextSchema })
    .refine(({ agreement }) => agreement.length === agreementNames.length)
    .meta({ expected: "three numbers that tell an agreement" })
    .transform(({ agreement }) => {
      const [accuracy, nmi, ari] = agreement as unknown as [number, number, number];
      return { accuracy, nmi, ari };
    }),
);
