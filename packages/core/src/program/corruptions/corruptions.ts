import type { z } from "zod";
import type { SampleKind } from "../../data/samples/sample-kind.ts";
import { kindOfSamples } from "../../data/samples/sample-kinds.ts";
import { isImageShape, type SampleShape } from "../../data/samples/shape.ts";
import type { ProgramInput } from "../../graph/onnx/serialise.ts";
import { input, scalar } from "../../graph/operators/source.ts";
import type { Value } from "../../graph/value.ts";
import type { Choice } from "../../kinds/kind.ts";
import { choiceSchema } from "../../kinds/schema.ts";
import { changedTable, type KindTable, kindTable } from "../../kinds/table.ts";
import { formOf } from "../../kinds/word.ts";
import type { Noise } from "../../model/noise.ts";
import { listed } from "../../words.ts";
import { affine } from "./affine.ts";
import type { CorruptionKind, CorruptionOf, CorruptionValues } from "./corruption-kind.ts";
import { gaussian } from "./gaussian.ts";
import { masking } from "./masking.ts";
import { patches } from "./patches.ts";
import { saltPepper } from "./salt-pepper.ts";

/** The ways to spoil the input of a denoising autoencoder. */
export const corruptions: KindTable<CorruptionKind> = kindTable<CorruptionKind>("corruption", [
  gaussian,
  masking,
  saltPepper,
  patches,
  affine,
]);

/** How the input of a denoising autoencoder is spoilt; the target stays clean. */
export type Corruption = CorruptionOf<
  typeof gaussian | typeof masking | typeof saltPepper | typeof patches | typeof affine
>;

/** Of training. */
export const corruptionSchema: z.ZodType<Corruption> = choiceSchema(corruptions);

/** Of a trained model, which may be measured at higher levels. */
export const measuredCorruptionSchema: z.ZodType<Corruption> = choiceSchema(
  changedTable(corruptions, (kind) => ({
    ...kind,
    fields: { ...kind.fields, level: { ...kind.fields.level, maximum: strongestMeasured(kind) } },
  })),
);

/** The strongest level at which a trained model is measured. */
export function strongestMeasured({ fields, mostMeasured }: CorruptionKind): number {
  return mostMeasured ?? fields.level.maximum;
}

/** The strongest level of a form that shows what it does: more is noise alone. */
export function strongestDrawn({ fields }: CorruptionKind): number {
  return Math.min(1, fields.level.maximum);
}

/** A kind of corruption at a level, its other numbers as a form begins with them. */
export function usualCorruption({ name, fields }: CorruptionKind, level: number): Corruption {
  const others = Object.entries(fields).flatMap(([field, about]) =>
    "first" in about ? [[field, about.first]] : [],
  );
  return { ...Object.fromEntries(others), kind: name, level };
}

/** As the objective names it: `gaussian noise of 0.5`. */
export function corruptionPhrase(corruption: Corruption): string {
  const { kind, values } = taken(corruption);
  return kind.phrase(values);
}

/** As a report explains it; of images unless told otherwise. */
export function corruptionSentence(
  corruption: Corruption,
  samples: Pick<SampleKind<unknown>, "bounded"> = { bounded: true },
): string {
  const { kind, values } = taken(corruption);
  return kind.sentence(values, samples);
}

/** Why a corruption cannot be of samples of a shape; `undefined` where it can. */
export function corruptionMisfit({ kind }: Choice | Corruption, shape: SampleShape): string | undefined {
  return corruptions.of(kind).needsImages === undefined || isImageShape(shape)
    ? undefined
    : `${kind} noise is of images, and these are ${kindOfSamples(shape).plural}`;
}

/**
 * Corrupted samples of `[batch, sampleSize]`, as a model sees them.
 * @param level float32 scalar; that of the corruption unless given
 */
export function corrupt(
  samples: Value,
  corruption: Corruption,
  { sampleShape, noise }: { readonly sampleShape: SampleShape; readonly noise: Noise },
  level: Value = scalar(corruption.level),
): Value {
  const { kind, values } = taken(corruption);
  return kind.apply(samples, { values, level, noise, sampleShape });
}

/** Whether a corruption hides some values and leaves the others as they are. */
export function hidesValues(corruption: Choice | Corruption): boolean {
  return taken(corruption).kind.hidden !== undefined;
}

/** Which values of `[batch, sampleSize]` samples a corruption that hides values hides: float32 of their shape, 1 where it does. */
export function hiddenValues(
  samples: Value,
  corruption: Corruption,
  { sampleShape, noise }: { readonly sampleShape: SampleShape; readonly noise: Noise },
): Value {
  const { kind, values } = taken(corruption);
  const pass = { values, level: scalar(corruption.level), noise, sampleShape };
  return kind.hidden?.(samples, pass) as Value;
}

/** The corruptions that hide values, as they are written. */
export function hidingForms(): string {
  const hiding = corruptions.kinds.filter(({ hidden }) => hidden !== undefined);
  return listed(hiding.map(formOf), "or");
}

/** The level as an input: of a program that corrupts at any. */
export function levelInput({ kind }: Corruption): ProgramInput {
  return {
    value: input("level", { dtype: "float32", shape: [] }),
    description: `how strong the ${kind} noise is`,
  };
}

function taken(corruption: Choice | Corruption): {
  readonly kind: CorruptionKind;
  readonly values: CorruptionValues;
} {
  const { kind, ...values } = corruption as Choice;
  return { kind: corruptions.of(kind), values: values as unknown as CorruptionValues };
}
