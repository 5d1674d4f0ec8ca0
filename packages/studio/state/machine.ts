import { computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { SampleValues } from "hourglass-core/internal/data/samples/part.ts";
import { sampleSize } from "hourglass-core/internal/data/samples/shape.ts";
import { liveModel } from "../workers/explorer/explorer-api.ts";
import { explorer } from "./connection.ts";
import { seen } from "./exploration.ts";
import { latest } from "./latest.ts";
import { liveExamples, loadedData } from "./session.ts";

// The model in training, drawn with one sample in it: which sample, what every layer makes of it, and the layer that is looked into.

/** The example that goes through, by its place among the examples. */
export const shownExample: Signal<number> = signal(0);

/** What each layer gives for it, by the layer's name; absent until it is known. */
export const activations: Signal<ReadonlyMap<string, Float32Array> | undefined> = signal(undefined);

/** The layer that a person looks into, by its name. */
export const openedLayer: Signal<string | undefined> = signal(undefined);

/** One of the examples with what the model makes of it. */
export interface ShownSample {
  readonly index: number;
  readonly label?: number;
  /** What the encoder saw: the sample, or the sample with noise. */
  readonly seen: SampleValues;
  readonly isNoisy: boolean;
  readonly rebuilt: SampleValues;
  readonly code: Float32Array;
  readonly sse: number;
}

export const shownSample: ReadonlySignal<ShownSample | undefined> = computed(() => {
  const examples = liveExamples.value;
  const shape = loadedData.value?.sample;
  if (examples === undefined || shape === undefined) return undefined;
  const { indices, labels, originals, corrupted, reconstructions, codes, sse } = examples;
  const at = Math.min(shownExample.value, indices.length - 1);
  const size = sampleSize(shape);
  const part = (values: SampleValues): SampleValues => values.subarray(at * size, (at + 1) * size);
  const codeSize = codes.length / indices.length;
  const label = labels?.[at];
  return {
    index: indices[at] as number,
    ...(label === undefined ? {} : { label }),
    ...{
      seen: part(corrupted ?? originals),
      isNoisy: corrupted !== undefined,
      rebuilt: part(reconstructions),
    },
    code: codes.subarray(at * codeSize, (at + 1) * codeSize),
    sse: sse[at] ?? 0,
  };
});

const ask: (sample: ShownSample) => Promise<void> = latest(async ({ seen, label }) => {
  try {
    const found = await explorer().activations(liveModel, seen, label);
    // Of a model that is gone there are no examples any more.
    if (liveExamples.peek() !== undefined) activations.value = found;
  } catch {
    // The model was given up while it was asked: the next one is asked anew.
    activations.value = undefined;
  }
});

/** Keeps the activations up to date with the examples, of which one is shown, until the function that it returns is called. */
export function followMachine(): () => void {
  return effect(() => {
    const sample = shownSample.value;
    if (sample === undefined) activations.value = undefined;
    else if (seen.value.has("machine")) void ask(sample);
  });
}
