import * as z from "zod";
import { checkArgument, real, recordSchema, refuse, whole } from "../arguments.ts";
import { kindOfSamples } from "../data/samples/sample-kinds.ts";
import { columnsSeen, requireShape } from "../data/samples/shape.ts";
import { inWordsOf } from "../data/samples/words.ts";
import { foreignSettings } from "../kinds/own-settings.ts";
import { nameOf } from "../kinds/schema.ts";
import type { ActivationName } from "../model/activation.ts";
import type { CodeKind, CodeTerm } from "../model/codes/code-kind.ts";
import { codeOf, codes } from "../model/codes/codes.ts";
import { conditionOfLayers } from "../model/condition.ts";
import { requireLayers } from "../model/layer.ts";
import type { Model } from "../model/model.ts";
import { defaultOutput, outputOf, outputs } from "../model/outputs/outputs.ts";
import {
  type Augmentation,
  augmentationMisfit,
  augmentationPhrases,
  augmentationSchema,
} from "./augmentations/augmentations.ts";
import {
  type Corruption,
  corruptionMisfit,
  corruptionPhrase,
  corruptionSchema,
  hidesValues,
  hidingForms,
} from "./corruptions/corruptions.ts";
import { importanceBoundPhrase } from "./importance-bound.ts";
import { type LossWord, lossOf, lossSchema } from "./losses/losses.ts";
import {
  addedTerm,
  type Penalty,
  penaltyMisfit,
  penaltyPhrases,
  penaltySchema,
  takenPenalty,
} from "./penalties/penalties.ts";

/** What training minimises: with the model's architecture, three of the four choices that make an autoencoder. */
export interface Objective {
  readonly loss: LossWord;
  /** Terms that are added, each of a code that it may be asked of. */
  readonly penalties?: readonly Penalty[];
  /** How images are changed at random in every step, before all else: what is to be rebuilt is the changed image. Only while training. */
  readonly augmentations?: readonly Augmentation[];
  /** How the input is spoilt, afresh in every step. */
  readonly corruption?: Corruption;
  /** Whether images are made black and white at random, afresh in every step, before all else. */
  readonly binarize?: boolean;
  /** The weight of what the kind of code adds: for a Gaussian code, of the divergence from the prior; 1 unless given. */
  readonly beta?: number;
  /** Whether the loss is of all values, unless given, or only of those that the corruption hides. */
  readonly lossOn?: "all" | "hidden";
  /** How many codes of each image the bound that is minimised has: 1, the ELBO, unless given. */
  readonly boundSamples?: number;
}

/** What the weight of the divergence may be. */
export const betaSchema: z.ZodType<number> = real(0, 1000);

/** How many codes of an image a step may decode. */
export const boundSamplesSchema: z.ZodType<number> = whole(1, 1000);

const mostPenalties = 20;
const mostAugmentations = 20;

const choices = {
  penalties: z.array(penaltySchema).max(mostPenalties).exactOptional(),
  augmentations: z.array(augmentationSchema).max(mostAugmentations).exactOptional(),
  corruption: corruptionSchema.exactOptional(),
  binarize: z.boolean().exactOptional(),
  beta: betaSchema.exactOptional(),
  boundSamples: boundSamplesSchema.exactOptional(),
  lossOn: z.enum(["all", "hidden"]).exactOptional(),
};

export const objectiveSchema: z.ZodType<Objective> = recordSchema<Objective>({
  loss: lossSchema,
  ...choices,
});

/** Some of an objective. */
export const partOfObjectiveSchema: z.ZodType<Partial<Objective>> = recordSchema<Partial<Objective>>({
  loss: lossSchema.exactOptional(),
  ...choices,
});

/**
 * An objective that was given for a model.
 * @throws UsageError on what is none, and where it asks for what the model's code does not have
 */
export function requireObjective(model: Model, given: unknown, call: string, name: string): Objective {
  const objective = checkArgument(objectiveSchema, given, call, name);
  const { penalties = [], beta = 1, boundSamples = 1 } = objective;
  for (const [setting, value] of Object.entries({ beta, boundSamples })) {
    const foreign = foreignSettings(codes, model.code).find((own) => own.name === setting);
    if (foreign !== undefined && value !== 1) {
      refuse(`no ${setting}, which ${foreign.purpose}`, value, call, `${name}.${setting}`, "leave it out");
    }
  }
  const { lossOn = "all" } = objective;
  if (lossOn === "hidden" && columnsSeen(model.sampleShape) !== undefined) {
    const needed =
      "all: of the rows of a table a value is several that a model sees, which are not hidden together";
    refuse(needed, lossOn, call, `${name}.lossOn`);
  }
  if (lossOn === "hidden" && !(objective.corruption && hidesValues(objective.corruption))) {
    const needed = `all, or a corruption that hides values: ${hidingForms()}`;
    refuse(needed, lossOn, call, `${name}.lossOn`);
  }
  if (boundSamples > 1 && (beta !== 1 || penalties.length > 0 || lossOn === "hidden")) {
    const others =
      "of one sample, or without beta, penalties and lossOn: the importance-weighted bound has no other terms";
    refuse(others, boundSamples, call, `${name}.boundSamples`);
  }
  const { plural, bounded } = kindOfSamples(model.sampleShape);
  if (objective.binarize && !bounded) {
    const needed = `no binarize, which makes pixels black or white: the model takes ${plural}`;
    refuse(needed, true, call, `${name}.binarize`, "leave it out");
  }
  const { augmentations = [] } = objective;
  const unaugmented = augmentations.length > 0 && augmentationMisfit(model.sampleShape);
  if (unaugmented)
    refuse(`none: ${unaugmented}`, augmentations, call, `${name}.augmentations`, "leave it out");
  const misfit = objective.corruption && corruptionMisfit(objective.corruption, model.sampleShape);
  if (misfit !== undefined) {
    refuse(`one that suits the samples: ${misfit}`, objective.corruption, call, `${name}.corruption`);
  }
  const output = outputOf(model).name;
  const { needsOutput = output } = lossOf(objective.loss).kind;
  if (needsOutput !== output) {
    refuse(
      `a loss for the output ${output}: ${objective.loss} needs ${needsOutput}`,
      objective.loss,
      call,
      `${name}.loss`,
    );
  }
  const activation = codeActivation(model);
  for (const [index, penalty] of penalties.entries()) {
    const { kind } = takenPenalty(penalty);
    const place = `${name}.penalties[${index}]`;
    const misfit = penaltyMisfit(penalty, model);
    if (misfit !== undefined) {
      refuse(
        `a penalty for a ${model.code} code: ${kind.name} ${misfit}`,
        penalty,
        call,
        place,
        "leave it out",
      );
    }
    const unsuited = kind.misfitOf?.(model);
    if (unsuited !== undefined) {
      refuse(`a model that ${kind.name} suits: ${unsuited}`, penalty, call, place, "leave it out");
    }
    if (kind.value === undefined) {
      refuse(
        "a term of the objective",
        penalty,
        call,
        place,
        `${kind.name} is a layer after the code: put it there`,
      );
    }
    const needed = kind.needsActivation;
    if (needed !== undefined && activation !== undefined && activation !== needed.name) {
      refuse(
        `a code with the activation ${needed.name} for ${kind.name}: ${needed.reason}`,
        activation,
        call,
        place,
      );
    }
  }
  return objective;
}

/** The activation of a model's code; `undefined` where its layers do not say it. */
function codeActivation({ architecture }: Model): ActivationName | undefined {
  const last = architecture?.encoder.findLast((layer) => "activation" in layer);
  return last !== undefined && "activation" in last ? last.activation : undefined;
}

const codeSchema = z.object({
  code: nameOf(codes),
  output: nameOf(outputs).optional(),
});

/** The objective of a model in words, with the scaling of every term. */
export function describeObjective(
  model: Pick<Model, "code" | "output" | "sampleShape"> & Partial<Pick<Model, "encoder">>,
  objective: Objective,
): string {
  checkArgument(codeSchema, model, "describeObjective", "model");
  const shape = requireShape(model.sampleShape, "describeObjective", "model.sampleShape");
  if (model.encoder !== undefined) requireLayers(model.encoder, "describeObjective", "model.encoder");
  checkArgument(objectiveSchema, objective, "describeObjective", "objective");
  const { loss, penalties = [], augmentations = [], corruption, lossOn = "all" } = objective;
  const { meanPhrase, sumPhrase } = lossOf(loss, outputOf(model));
  const kind = codeOf(model);
  const { reduction } = kind;
  const term = addedTerm(kind, penalties);
  const samples = kindOfSamples(shape);
  const counted = lossOn === "all" ? samples : hiddenWords(samples);
  const terms = [
    reduction === "sum" ? sumPhrase(counted) : meanPhrase(counted),
    ...(term === undefined ? [] : [termPhrase(term, objective)]),
    ...unweightedPhrases(kind, model),
    ...penaltyPhrases(penalties),
  ].map((phrase) => inWordsOf(shape, phrase));
  const output = outputOf(model);
  const classes = model.encoder && conditionOfLayers(model.encoder);
  const input = [
    ...(classes === undefined
      ? []
      : [`both halves told the class of each ${samples.title}, one of ${classes}`]),
    ...(output.name === defaultOutput
      ? []
      : [`output ${output.parts === undefined ? output.name : output.title}`]),
    ...(samples.bounded ? [] : [`${samples.plural} standardised by the training split`]),
    ...(augmentations.length === 0
      ? []
      : [`images ${augmentationPhrases(augmentations).join(", ")} at random in every step`]),
    ...(objective.binarize ? ["images binarised at random in every step"] : []),
    ...(corruption === undefined
      ? []
      : [`input corrupted by ${corruptionPhrase(corruption)} in every step, target clean`]),
  ];
  return [terms.join(", plus "), ...input].join("; ");
}

/** What the code adds without a weight; asked of a model that has its layers. */
function unweightedPhrases(
  { unweighted }: CodeKind,
  { encoder }: Partial<Pick<Model, "encoder">>,
): readonly string[] {
  const term = encoder && unweighted?.(encoder);
  return term === undefined ? [] : [term.phrase];
}

/** Words of samples of which only what is hidden counts. */
export function hiddenWords<T extends { readonly value: { readonly many: string } }>(samples: T): T {
  return { ...samples, value: { ...samples.value, many: `hidden ${samples.value.many}` } };
}

function termPhrase({ phrase }: CodeTerm, { beta = 1, boundSamples = 1 }: Objective): string {
  if (boundSamples > 1) return importanceBoundPhrase(boundSamples);
  return `${beta === 1 ? "" : `${beta} times `}${phrase}`;
}
