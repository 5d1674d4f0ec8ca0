import * as z from "zod";
import { checkArgument, nameSchema, unchecked } from "../arguments.ts";
import { requireShape, type SampleShape } from "../data/samples/shape.ts";
import { UsageError } from "../errors.ts";
import type { Architecture } from "../model/architecture.ts";
import { buildArchitecture } from "../model/build.ts";
import { families } from "../model/families.ts";
import type { Model } from "../model/model.ts";
import { outputFor } from "../model/outputs/outputs.ts";
import { takenPenalty } from "../program/penalties/penalties.ts";
import { isArchitectureFile, penaltiesOf } from "./choices.ts";
import { completeSettings, requireSettings } from "./resolve.ts";
import type { PresetName, Settings } from "./settings.ts";

/**
 * The layers that settings, all of them, describe for samples of a shape.
 * @throws UsageError where the layers are in a file: only who can read files knows them
 */
export function architectureOf(settings: Settings, sampleShape: SampleShape): Architecture {
  const { model, architecture, penalty, ...options } = requireSettings(settings, "architectureOf");
  const shape = requireShape(sampleShape, "architectureOf", "sampleShape");
  outputFor(shape, options.outputActivation);
  if (isArchitectureFile(model)) {
    throw new UsageError(`model: ${model} is a file; read it and give its layers to buildArchitecture`);
  }
  const afterCode = penaltiesOf(penalty).flatMap((one) => {
    const { kind, values } = takenPenalty(one);
    return kind.layers?.(values) ?? [];
  });
  return families[architecture]({ name: model, ...options, afterCode }, shape);
}

/** Settings that a model depends on, and the shape of its samples. */
export type ModelOptions = { readonly sampleShape: SampleShape } & Partial<Omit<Settings, "model">>;

/**
 * The model of a preset, with any of its settings changed: `buildModel("deep", { sampleShape, hidden: [256, 128] })`.
 * @throws UsageError on a preset or a setting that does not exist, or settings that do not go together
 */
export function buildModel(preset: PresetName, options: ModelOptions): Model {
  checkArgument(nameSchema, preset, "buildModel", "preset");
  const { sampleShape, ...settings } = checkArgument(optionsSchema, options, "buildModel", "options");
  const shape = requireShape(sampleShape, "buildModel", "options.sampleShape");
  const complete = completeSettings({ ...settings, model: preset }, "buildModel", shape);
  return buildArchitecture(architectureOf(complete, shape), shape);
}

/** The settings among them are checked by their table. */
const optionsSchema = z
  .looseObject({
    sampleShape: unchecked<unknown>(),
    model: z.undefined().meta({ expected: "no model, as the preset is one" }).optional(),
  })
  .meta({ expected: "a record with sampleShape, and settings" });
