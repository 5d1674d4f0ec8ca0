import { isTyped } from "../arguments.ts";
import { kindOfSamples } from "../data/samples/sample-kinds.ts";
import { HourglassError } from "../errors.ts";
import { conditionOfLayers } from "../model/condition.ts";
import type { Layer } from "../model/layer.ts";
import type { Model } from "../model/model.ts";
import { layersOf } from "../model/network.ts";
import type { Classed } from "../program/labels.ts";
import { int32, type Tensors } from "../runtime/runtime.ts";

/** The class of each sample, `[N]`. */
export type Labels = Uint8Array;

/** The classes of samples as the input of a program that must be told them; nothing for others. */
export function labelTensors({ classes }: Classed, labels: Labels | undefined): Tensors {
  if (classes === undefined) return {};
  return { labels: int32(Int32Array.from(labels as Labels), [(labels as Labels).length]) };
}

/** Tells a program of a model the classes of some of the samples that it is asked about; nothing where the model is not told any. */
export type LabelsOf = (start: number, count: number) => Tensors;

/**
 * The classes of the samples, or codes, that a model is asked about.
 * @param count how many there are
 * @param layers those that are run, all of the model unless given
 * @throws HourglassError where they must be told the class of each, and are not
 */
export function labelsFor(
  model: Model,
  labels: unknown,
  count: number,
  call: string,
  layers: readonly Layer[] = layersOf(model),
): LabelsOf {
  const classes = conditionOfLayers(layers);
  if (classes === undefined) return () => ({});
  const given = requireLabels(labels, classes, count, {
    place: call,
    of: kindOfSamples(model.sampleShape).title,
    why: `: the halves of ${model.name} are told it`,
  });
  return (start, some) => labelTensors({ classes }, given.subarray(start, start + some));
}

/** Who asks for classes: where they were to be given, of what, and why they are asked for, where that is not plain. */
interface Asked {
  readonly place: string;
  readonly of: string;
  readonly why?: string;
}

/** @throws HourglassError unless they are `count` of so many classes */
export function requireLabels(
  labels: unknown,
  classes: number,
  count: number,
  { place, of, why = "" }: Asked,
): Labels {
  if (!isTyped(labels, Uint8Array) || labels.length !== count) {
    const found = isTyped(labels, Uint8Array) ? String(labels.length) : "none";
    throw new HourglassError(
      `${place}: labels: expected a Uint8Array of ${count}, the class of each ${of} from 0 to ${classes - 1}${why}; found ${found}`,
    );
  }
  const strange = labels.findIndex((label) => label >= classes);
  if (strange < 0) return labels;
  throw new HourglassError(
    `${place}: labels[${strange}]: expected a class from 0 to ${classes - 1}, found ${labels[strange]}`,
  );
}
