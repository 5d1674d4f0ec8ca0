import { multiply, subtract } from "hourglass-core/internal/graph/operators/arithmetic.ts";
import { abs, tanh } from "hourglass-core/internal/graph/operators/functions.ts";
import { reduceSum } from "hourglass-core/internal/graph/operators/shaping.ts";
import type { Kind, NumberField } from "hourglass-core/internal/kinds/kind.ts";
import { type CodebookKind, codebookFields } from "hourglass-core/internal/model/codebooks/codebook-kind.ts";
import { codebooks } from "hourglass-core/internal/model/codebooks/codebooks.ts";
import type { CodeKind } from "hourglass-core/internal/model/codes/code-kind.ts";
import { codes } from "hourglass-core/internal/model/codes/codes.ts";
import type { InitializerKind } from "hourglass-core/internal/model/initializers/initializer-kind.ts";
import { initializers } from "hourglass-core/internal/model/initializers/initializers.ts";
import { dense } from "hourglass-core/internal/model/layers/dense.ts";
import type { AnyLayerKind } from "hourglass-core/internal/model/layers/layer-kind.ts";
import { layers } from "hourglass-core/internal/model/layers/layers.ts";
import { initialWeights, type Model } from "hourglass-core/internal/model/model.ts";
import type { OutputKind } from "hourglass-core/internal/model/outputs/output-kind.ts";
import { outputs } from "hourglass-core/internal/model/outputs/outputs.ts";
import { relu as allThatArePositive } from "hourglass-core/internal/model/selections/relu.ts";
import type { SelectionKind } from "hourglass-core/internal/model/selections/selection-kind.ts";
import { selections } from "hourglass-core/internal/model/selections/selections.ts";
import type { AugmentationKind } from "hourglass-core/internal/program/augmentations/augmentation-kind.ts";
import { augmentations } from "hourglass-core/internal/program/augmentations/augmentations.ts";
import { autoencoderProgram } from "hourglass-core/internal/program/coder.ts";
import type { CorruptionKind } from "hourglass-core/internal/program/corruptions/corruption-kind.ts";
import {
  type Corruption,
  corruptionSentence,
  corruptions,
} from "hourglass-core/internal/program/corruptions/corruptions.ts";
import type { LossKind } from "hourglass-core/internal/program/losses/loss-kind.ts";
import { losses } from "hourglass-core/internal/program/losses/losses.ts";
import { describeObjective } from "hourglass-core/internal/program/objective.ts";
import type {
  CommonOptions,
  OptimizerKind,
} from "hourglass-core/internal/program/optimizers/optimizer-kind.ts";
import { optimizers } from "hourglass-core/internal/program/optimizers/optimizers.ts";
import { penalties } from "hourglass-core/internal/program/penalties/penalties.ts";
import type { PenaltyKind } from "hourglass-core/internal/program/penalties/penalty-kind.ts";
import { corruptionOf } from "hourglass-core/internal/settings/choices.ts";
import { resolveSettings } from "hourglass-core/internal/settings/resolve.ts";
import type { SettingName, Settings } from "hourglass-core/internal/settings/settings.ts";
import { objectiveOf, optimizerSentence } from "hourglass-core/internal/settings/training-options.ts";
import type { PretrainingKind } from "hourglass-core/internal/training/pretraining/pretraining-kind.ts";
import { pretrainings } from "hourglass-core/internal/training/pretraining/pretrainings.ts";
import type { ScheduleKind } from "hourglass-core/internal/training/schedules/schedule-kind.ts";
import { schedules } from "hourglass-core/internal/training/schedules/schedules.ts";
import { objectiveWords } from "hourglass-lab/internal/report/words/objective-words.ts";
import { pretrainingWords } from "hourglass-lab/internal/report/words/pretraining-words.ts";
import { requireSameCourse } from "hourglass-lab/internal/run/same-course.ts";
import * as z from "zod";

// A kind that nobody has written yet for each table that a setting chooses from.

/** What a table's invented kind is tried with. */
export interface Invention {
  readonly kind: Kind;
  /** Adds it to its table. */
  readonly register: () => () => void;
  /** What a report, a file or a message says of it, apart from its word. */
  readonly said?: (settings: Settings, model: Model) => readonly string[];
  /** Numbers of its word before its strength. */
  readonly before?: readonly number[];
  /** Settings that it belongs to. */
  readonly beside?: Partial<Settings>;
  /** What is trained without it, to see that it does something. */
  readonly against?: Partial<Settings>;
}

export const strength: NumberField = {
  ...{ title: "strength of the invention", placeholder: "STRENGTH" },
  ...{ minimum: 0, maximum: 0.5, first: 0.25 },
};
const about = <F extends Kind["fields"]>(noun: string, fields: F) =>
  ({ name: "invented", title: `invention (${noun})`, fields }) as const;

const augmentation: AugmentationKind<"invented", { readonly level: number }> = {
  ...about("augmentation", { level: strength }),
  phrase: ({ level }) => `dimmed by an invention of ${level}`,
  apply: (images, { values }) => multiply(images, 1 - values.level),
};

const corruption: CorruptionKind<"invented", { readonly level: number }> = {
  ...about("corruption", { level: strength }),
  axis: "strength",
  levels: [0, 0.5],
  phrase: ({ level }) => `invented shade of ${level}`,
  sentence: ({ level }) => `invented shade: each value is ${1 - level} of itself`,
  apply: (images, { level }) => multiply(images, subtract(1, level)),
};
const penalty: PenaltyKind<"invented", { readonly strength: number }> = {
  ...about("penalty", { strength }),
  label: "invented pull",
  phrase: (values) => `${values.strength} times an invented pull on the code`,
  value: ({ codes, values }) => multiply(reduceSum(codes), values.strength),
};
const loss: LossKind<"invented", { readonly strength: number }> = {
  ...about("loss", { strength }),
  nearestError: "mse",
  unit: "inventions",
  short: () => "invented loss",
  phrase: (values) => `invented loss of ${values.strength}`,
  ofImages: ({ logits, targets, output, values }) =>
    multiply(reduceSum(abs(subtract(output.apply(logits), targets)), [1]), values.strength),
};
const optimizer: OptimizerKind<CommonOptions & { readonly strength: number }, "invented", "rate"> = {
  ...about("optimiser", { strength }),
  slots: () => [],
  schedule: (_step, learningRate) => ({ rate: learningRate }),
  update: ({ parameter }, gradient, { rate }, options) => ({
    parameter: subtract(parameter, multiply(multiply(gradient, rate), options.strength)),
    slots: [],
  }),
};
const schedule: ScheduleKind<"invented", { readonly strength: number }> = {
  ...about("schedule", { strength }),
  rate: (learningRate, _place, values) => learningRate * values.strength,
  course: (word, epochs) => `an invented course (--schedule ${word}) ends at epoch ${epochs}`,
};
const pretraining: PretrainingKind<"invented", { readonly strength: number }> = {
  ...about("pretraining", { strength }),
  parts: (model, { loss }) => [{ name: "all at once", model, objective: { loss }, epochs: 1 }],
  sentence: (_, values) => `an invented beginning of ${values.strength}`,
};
const initializer: InitializerKind<"invented", { readonly strength: number }> = {
  ...about("initialiser", { strength }),
  weights: (values) => (random) => random.normal() * values.strength,
};
const output: OutputKind<"invented"> = {
  ...about("output", {}),
  bounded: true,
  range: "an invented range",
  apply: tanh,
  slope: (p) => subtract(1, multiply(p, p)),
};

const code: CodeKind<"invented"> = {
  ...about("code", {}),
  layer: {
    ...{ name: "invented", options: { units: z.int() }, takes: "row", learns: true, example: { units: 3 } },
    build: (name, [size = 0], options) => ({
      ...dense(name, size, (options as { readonly units: number }).units, "linear"),
      kind: "invented",
    }),
  },
  valuesEach: 1,
  code: tanh,
  train: (encoded) => ({ codes: tanh(encoded) }),
  reduction: "mean",
  settings: [],
  excludes: { tiedWeights: "has an invented kernel" },
  words: { codes: "the invented codes" },
};

const codebook: CodebookKind<
  "invented",
  { readonly entries: number; readonly size: number; readonly strength: number }
> = {
  ...about("codebook", { ...codebookFields, strength }),
  trainable: true,
  decay: (values) => values.strength,
};

const selection: SelectionKind<"invented", { readonly strength: number }> = {
  ...about("selection", { strength }),
  keeps: (values) => `an invented choice of ${values.strength}`,
  layer: (name, units, values) => {
    const layer = allThatArePositive.layer(name, units, {});
    return { ...layer, apply: (x, own) => multiply(layer.apply(x, own), values.strength) };
  },
};

const objectiveOfModel = (settings: Settings, model: Model): string =>
  describeObjective(model, objectiveOf(settings));

/** By the settings that choose from their tables. */
export const inventions: { readonly [Name in SettingName]?: Invention } = {
  augmentation: {
    kind: augmentation,
    register: () => augmentations.register(augmentation),
    said: (settings, model) => [objectiveOfModel(settings, model)],
  },
  corruption: {
    kind: corruption,
    register: () => corruptions.register(corruption),
    said: (settings, model) => [
      objectiveOfModel(settings, model),
      corruptionSentence(corruptionOf(settings.corruption) as Corruption),
    ],
  },
  penalty: {
    kind: penalty,
    register: () => penalties.register(penalty),
    said: (settings, model) => [
      objectiveOfModel(settings, model),
      objectiveWords({ settings, model }).penalty ?? "",
    ],
  },
  loss: {
    kind: loss,
    register: () => losses.register(loss),
    said: (settings, model) => [objectiveOfModel(settings, model), objectiveWords({ settings, model }).label],
  },
  optimizer: {
    kind: optimizer,
    register: () => optimizers.register(optimizer),
    said: (settings) => [optimizerSentence(settings)],
  },
  schedule: {
    kind: schedule,
    register: () => schedules.register(schedule),
    said: (settings) => [messageOf(() => requireSameCourse(settings, { ...settings, epochs: 9 }, []))],
  },
  code: {
    kind: code,
    register: () => {
      const remove = [codes.register(code), layers.register(code.layer as AnyLayerKind)];
      return () => remove.forEach((one) => void one());
    },
    said: () => [messageOf(() => resolveSettings({ code: "invented", tiedWeights: true }))],
  },
  codebook: {
    kind: codebook,
    register: () => codebooks.register(codebook),
    before: [4, 2],
    beside: { code: "vector-quantized" },
    against: { codebook: "loss:4,2" },
  },
  selection: {
    kind: selection,
    register: () => selections.register(selection),
    beside: { code: "dictionary" },
    against: { selection: "relu" },
  },
  pretrain: {
    kind: pretraining,
    register: () => pretrainings.register(pretraining),
    said: (settings) => [pretrainingWords({ settings }) ?? ""],
  },
  initializer: { kind: initializer, register: () => initializers.register(initializer) },
  outputActivation: {
    kind: output,
    register: () => outputs.register(output),
    said: (_, model) =>
      autoencoderProgram(model, initialWeights(model, 1)).outputs.map(({ description }) => description),
    against: { loss: "mse" },
  },
};
/** `invented:0.25`, or with another strength. */
export const wordOf = ({ kind, before = [] }: Invention, value = 0.25): string =>
  Object.keys(kind.fields).length === 0 ? kind.name : `${kind.name}:${[...before, value].join()}`;

/** What a call is refused with; empty where it is not. */
export function messageOf(call: () => void): string {
  try {
    call();
  } catch (error) {
    return (error as Error).message;
  }
  return "";
}
