import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { WeightsSnapshot } from "../workers/trainer/trainer-api.ts";
import { newestWeights } from "./live-views.ts";
import { type KeptModel, kept } from "./session.ts";

/** The weights that are being kept, until their model is among those that are. */
export const beingKept: Signal<WeightsSnapshot | undefined> = signal(undefined);

/** The kept model that is the current one as it stands: absent once that has learnt on, or is another. */
export const twin: ReadonlySignal<KeptModel | undefined> = computed(() =>
  kept.value.find(({ weights }) => weights === newestWeights.value),
);

/** Whether the current model is kept as it stands, or about to be. */
export const isKept: ReadonlySignal<boolean> = computed(
  () =>
    newestWeights.value !== undefined &&
    (twin.value !== undefined || beingKept.value === newestWeights.value),
);
