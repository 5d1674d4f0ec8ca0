import { z } from "zod";
import { checkArgument, nameSchema, unchecked } from "../arguments.ts";
import { requireSizes } from "../data/image-set.ts";
import { UsageError } from "../errors.ts";
import type { Architecture } from "../model/architecture.ts";
import { buildArchitecture } from "../model/build.ts";
import { families } from "../model/families.ts";
import type { ImageShape, Model } from "../model/model.ts";
import { takenPenalty } from "../program/penalties/penalties.ts";
import { isArchitectureFile, penaltiesOf } from "./choices.ts";
import { requireSettings, resolveSettings } from "./resolve.ts";
import type { Settings } from "./settings.ts";

/**
 * The layers that settings, all of them, describe for images of a shape.
 * @throws UsageError where the layers are in a file: only who can read files knows them
 */
export function architectureOf(settings: Settings, imageShape: ImageShape): Architecture {
  const { model, architecture, penalty, ...options } = requireSettings(settings, "architectureOf");
  const sizes = requireSizes(imageShape, "architectureOf", "imageShape");
  if (isArchitectureFile(model)) {
    throw new UsageError(`model: ${model} is a file; read it and give its layers to buildArchitecture`);
  }
  const afterCode = penaltiesOf(penalty).flatMap((one) => {
    const { kind, values } = takenPenalty(one);
    return kind.layers?.(values) ?? [];
  });
  return families[architecture]({ name: model, ...options, afterCode }, sizes);
}

/** Settings that a model depends on, and the shape of its images. */
export type ModelOptions = { readonly sampleShape: ImageShape } & Partial<Omit<Settings, "model">>;

/**
 * The model of a preset, with any of its settings changed: `buildModel("deep", { imageShape, hidden: [256, 128] })`.
 * @throws UsageError on a preset or a setting that does not exist, or settings that do not go together
 */
export function buildModel(preset: string, options: ModelOptions): Model {
  checkArgument(nameSchema, preset, "buildModel", "preset");
  const { imageShape, ...settings } = checkArgument(optionsSchema, options, "buildModel", "options");
  const sizes = requireSizes(imageShape, "buildModel", "options.imageShape");
  return buildArchitecture(
    architectureOf(resolveSettings({ ...settings, model: preset }, "buildModel"), sizes),
    sizes,
  );
}

/** The settings among them are checked by their table. */
const optionsSchema = z
  .looseObject({
    imageShape: unchecked<unknown>(),
    model: z.undefined().meta({ expected: "no model, as the preset is one" }).optional(),
  })
  .meta({ expected: "a record with imageShape, and settings" });
