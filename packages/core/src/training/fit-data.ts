import * as z from "zod";
import { checkArgument, unchecked } from "../arguments.ts";
import { requirePresent } from "../data/samples/require-present.ts";
import { kindOfSamples, type Samples } from "../data/samples/sample-kinds.ts";
import { requireSamplesOf, valuesOf } from "../data/samples/samples.ts";
import { HourglassError } from "../errors.ts";
import { requireLabels } from "../inference/label-tensors.ts";
import type { Network } from "../model/network.ts";
import type { Classed } from "../program/labels.ts";
import type { FitData } from "./run-epochs.ts";

/** Splits have a test part, which training leaves alone; the samples themselves are checked against the model. */
const samples = unchecked<unknown>();
const dataSchema = z.strictObject({ train: samples, validation: samples, test: samples });

/** @throws HourglassError on what is not trained on, or validated by, with such samples */
export function requireData(network: Network, data: unknown, call: string): FitData {
  const given = checkArgument(dataSchema, data, call, "data");
  const { plural } = kindOfSamples(network.sampleShape);
  const train = requireFiniteSamples(network, given.train, call, "data.train");
  if (train.count === 0) {
    throw new HourglassError(`${call}: data.train: expected ${plural} to train on, found none`);
  }
  if (given.validation === undefined) return { train };
  return { train, validation: requireFiniteSamples(network, given.validation, call, "data.validation") };
}

/**
 * Looks at the classes that a task is told, where it is told some.
 * @param why they are asked for, where that is not plain
 * @throws HourglassError unless each sample has the label of one of them
 */
export function requireClasses({ classes }: Classed, splits: FitData, call: string, why?: string): void {
  if (classes === undefined) return;
  for (const part of ["train", "validation"] as const) {
    const set = splits[part];
    if (set === undefined || set.count === 0) continue;
    const asked = { place: `${call}: data.${part}`, of: "sample", ...(why === undefined ? {} : { why }) };
    requireLabels(set.labels, classes, set.count, asked);
  }
}

function requireFiniteSamples({ sampleShape }: Network, given: unknown, call: string, name: string): Samples {
  const set = requireSamplesOf(sampleShape, given, call, name);
  const values = valuesOf(set);
  requirePresent(sampleShape, values, call, `${name}.values`);
  return set;
}
