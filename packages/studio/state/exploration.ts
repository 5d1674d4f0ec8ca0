import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { SampleValues } from "hourglass-core/internal/data/samples/part.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { codeOf } from "hourglass-core/internal/model/codes/codes.ts";
import {
  type CodePlane,
  type CodeRange,
  type Decoded,
  type ExploredModel,
  liveModel,
  type Rebuilt,
} from "../workers/explorer/explorer-api.ts";
import {
  fitsData,
  hasLive,
  isMoving,
  type KeptModel,
  kept,
  liveVersion,
  loadedData,
  prepared,
  training,
} from "./session.ts";
import { classesToldTo } from "./told-class.ts";

// What a person looks at in the space of codes, and what moves there: explore.ts and follow-model.ts change it.

/** The model that is explored and drawn for: the one in training, or a kept one. */
export const exploredId: Signal<string> = signal(liveModel);

/** The kept models that take the samples that are loaded. */
export const explorable: ReadonlySignal<readonly KeptModel[]> = computed(() => kept.value.filter(fitsData));

/** All models that can be asked. */
export const askable: ReadonlySignal<readonly Pick<KeptModel, "id" | "title">[]> = computed(() => [
  { id: liveModel, title: isMoving.value ? "the model in training" : "the current model" },
  ...explorable.value,
]);
/** That model, as soon as the explorer has it. */
export const explored: ReadonlySignal<ExploredModel | undefined> = computed(() => {
  if (exploredId.value !== liveModel) return explorable.value.find(({ id }) => id === exploredId.value);
  return hasLive.value ? prepared.value : undefined;
});

/** The class that codes of no sample are decoded as, by a model that is told classes. */
export const asClass: Signal<number> = signal(0);

/** Rises with new weights, other data, another model or another class to decode as: what was asked for is asked for again. */
export const renewal: ReadonlySignal<unknown> = computed(() => ({
  id: exploredId.value,
  weights: exploredId.value === liveModel ? liveVersion.value : 0,
  test: testSet.value,
  asClass: asClass.value,
}));

/** How many classes the explored model is told of; 0 for one that is told none. */
export const toldClasses: ReadonlySignal<number> = computed(() => {
  return classesToldTo(explored.value) ?? 0;
});

export const testSet: ReadonlySignal<Samples | undefined> = computed(() => loadedData.value?.test);

/** Number of values of the code of the explored model; 0 while there is none. */
export const latentSize: ReadonlySignal<number> = computed(() => explored.value?.settings.latentSize ?? 0);

/** Whether codes can be drawn for the explored model. */
export const canSample: ReadonlySignal<boolean> = computed(
  () => explored.value !== undefined && codeOf(explored.value.settings).distribution !== undefined,
);

/** Whether the explored model has learnt nothing yet. */
export const isUntrained: ReadonlySignal<boolean> = computed(
  () =>
    exploredId.value === liveModel && training.value.status === "new" && training.value.history.length === 0,
);

/** Why the last question about the model had no answer. */
export const problem: Signal<string | undefined> = signal(undefined);

export const plane: Signal<CodePlane | undefined> = signal(undefined);
export const range: Signal<CodeRange | undefined> = signal(undefined);

/** Classes that are left out of the picture. */
export const hiddenClasses: Signal<ReadonlySet<number>> = signal(new Set());

/** The test sample under the cursor, and what the model makes of it. */
export const looked: Signal<number | undefined> = signal(undefined);
export const lookedRebuilt: Signal<Rebuilt | undefined> = signal(undefined);

/** Where the decoded code comes from. */
export type Origin =
  | { readonly kind: "mean" }
  | { readonly kind: "sample"; readonly index: number }
  | { readonly kind: "point"; readonly x: number; readonly y: number }
  | { readonly kind: "values"; readonly code: Float32Array };
export const origin: Signal<Origin> = signal({ kind: "mean" });
/** The newest decoding of it. */
export const decoded: Signal<Decoded | undefined> = signal(undefined);
/** Where the decoded code lies in the plane. */
export const place: Signal<readonly [number, number] | undefined> = signal(undefined);

/** The code that is decoded: what a hand has set is ahead of its picture. */
export const code: ReadonlySignal<Float32Array | undefined> = computed(() =>
  origin.value.kind === "values" ? origin.value.code : decoded.value?.code,
);

/** The two test samples of the walk, and its decodings: `[walkSteps, sampleSize]`. */
export const walkEnds: Signal<readonly [number, number] | undefined> = signal(undefined);
export const walkSteps = 41;
export const walkPictures: Signal<SampleValues | undefined> = signal(undefined);

/** The grid: how many cells on a side, and two values of the code or the axes of the plane. */
export interface GridChoice {
  readonly side: number;
  readonly directions?: readonly [number, number];
}
export const gridChoice: Signal<GridChoice> = signal({ side: 12 });
export const gridPictures: Signal<{ readonly side: number; readonly samples: SampleValues } | undefined> =
  signal(undefined);

/** Draws from the prior. */
export const sampleCount = 48;
export const sampleSeed: Signal<number> = signal(1);
export const samplePictures: Signal<SampleValues | undefined> = signal(undefined);

/** Sections that are on the screen: only what is seen is computed anew while a model trains. */
export type ExploredSection = "machine" | "plane" | "values" | "walk" | "grid" | "samples";
export const seen: Signal<ReadonlySet<ExploredSection>> = signal(new Set());

export function setSeen(section: ExploredSection, isSeen: boolean): void {
  if (seen.peek().has(section) === isSeen) return;
  const sections = new Set(seen.peek());
  if (isSeen) sections.add(section);
  else sections.delete(section);
  seen.value = sections;
}
