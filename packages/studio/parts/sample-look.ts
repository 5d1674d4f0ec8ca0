import { computed, type ReadonlySignal } from "@preact/signals";
import { loadedData } from "../state/session.ts";
import type { SampleLook } from "./sample-picture.ts";

/** How samples of the data that are loaded are drawn; absent until they are. */
export const sampleLook: ReadonlySignal<SampleLook | undefined> = computed(() => {
  const data = loadedData.value;
  return data === undefined ? undefined : { shape: data.sample, statistics: data.statistics };
});
