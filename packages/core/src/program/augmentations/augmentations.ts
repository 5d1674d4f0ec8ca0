import type { z } from "zod";
import { kindOfSamples } from "../../data/samples/sample-kinds.ts";
import { requireImageShape } from "../../data/samples/samples.ts";
import { isImageShape, type SampleShape } from "../../data/samples/shape.ts";
import type { Value } from "../../graph/value.ts";
import { type AnyValues, type Choice, valuesOf } from "../../kinds/kind.ts";
import { choiceSchema } from "../../kinds/schema.ts";
import { type KindTable, kindTable } from "../../kinds/table.ts";
import type { Noise } from "../../model/noise.ts";
import { affine } from "./affine.ts";
import type { AugmentationKind, AugmentationOf } from "./augmentation-kind.ts";
import { mirror } from "./mirror.ts";

/** The ways to make other training images of those that there are. */
export const augmentations: KindTable<AugmentationKind> = kindTable<AugmentationKind>("augmentation", [
  affine,
  mirror,
]);

/** A way to make other training images, with its numbers. */
export type Augmentation = AugmentationOf<typeof affine | typeof mirror>;

export const augmentationSchema: z.ZodType<Augmentation> = choiceSchema(augmentations);

function taken(augmentation: Augmentation): { readonly kind: AugmentationKind; readonly values: AnyValues } {
  const choice: Choice = augmentation;
  return { kind: augmentations.of(choice.kind), values: valuesOf(choice) };
}

/** As the objective names them, after `images`. */
export function augmentationPhrases(given: readonly Augmentation[]): readonly string[] {
  return given.map((one) => {
    const { kind, values } = taken(one);
    return kind.phrase(values);
  });
}

/** Why samples of a shape cannot be augmented; `undefined` where they can. */
export function augmentationMisfit(shape: SampleShape): string | undefined {
  return isImageShape(shape)
    ? undefined
    : `augmentations are of images, and these are ${kindOfSamples(shape).plural}`;
}

/** Images of `[batch, sampleSize]`, as a model sees them, changed by one augmentation after the other. */
export function augmented(
  images: Value,
  given: readonly Augmentation[],
  { sampleShape, noise }: { readonly sampleShape: SampleShape; readonly noise: Noise },
): Value {
  const imageShape = requireImageShape(sampleShape, "augmentation");
  return given.reduce((changed, one, index) => {
    const { kind, values } = taken(one);
    return kind.apply(changed, { values, noise, source: `augmentation.${index}`, imageShape });
  }, images);
}
