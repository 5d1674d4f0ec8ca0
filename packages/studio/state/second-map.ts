import { computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { SampleValues } from "hourglass-core/internal/data/samples/part.ts";
import { type AlignedPlane, liveModel } from "../workers/explorer/explorer-api.ts";
import { explorer } from "./connection.ts";
import { rivals } from "./drawing.ts";
import { type askable, exploredId, plane, renewal, seen } from "./exploration.ts";
import { asking } from "./explorer-questions.ts";
import { isDecodable } from "./map.ts";
import { isMoving, liveVersion } from "./session.ts";

// The map of another model beside that of the explored one, turned to lie like it.

/** The other model; absent while there is one map. */
export const secondId: Signal<string | undefined> = signal(undefined);

/** The models that can stand beside the explored one: planes of codes can be turned, a map by UMAP has no axes. */
export const secondModels: typeof askable = computed(() => (isDecodable.value ? rivals.value : []));

/** The one whose map is shown. */
export const secondShown: ReadonlySignal<string | undefined> = computed(() =>
  secondModels.value.some(({ id }) => id === secondId.value) ? secondId.value : undefined,
);

export const secondPlane: Signal<AlignedPlane | undefined> = signal(undefined);

/** The place of it under the pointer, and its decoding. */
export const secondAt: Signal<readonly [number, number] | undefined> = signal(undefined);
export const secondHovered: Signal<SampleValues | undefined> = signal(undefined);

/** As many test samples as can be followed while a model moves, and as are compared at rest. */
const [pointsMoving, pointsAtRest] = [500, 2000];

const askSecond: (second: string) => void = asking(async (id, isCurrent, second: string) => {
  const count = isMoving.peek() ? pointsMoving : pointsAtRest;
  const found = await explorer().alignedPlane(second, count, id);
  if (isCurrent() && secondShown.peek() === second) secondPlane.value = found;
});

const askSecondHovered: (second: string, x: number, y: number) => void = asking(
  async (_, isCurrent, second: string, x: number, y: number) => {
    const { sample } = await explorer().decodePoint(second, x, y);
    if (isCurrent() && secondAt.peek() !== undefined) secondHovered.value = sample;
  },
);

/** Keeps it up to date with both models, until the function that it returns is called. */
export function startSecondMap(): () => void {
  let shown: string | undefined;
  const ends = [
    effect(() => {
      // Of both models, and of the axes of the first.
      void [renewal.value, exploredId.value, plane.value];
      const second = secondShown.value;
      if (second === liveModel) void liveVersion.value;
      if (second !== shown) secondPlane.value = undefined;
      shown = second;
      if (second !== undefined && plane.value !== undefined && seen.value.has("plane")) askSecond(second);
    }),
    effect(() => {
      const at = secondAt.value;
      const second = secondShown.value;
      void secondPlane.value;
      if (at === undefined || second === undefined) secondHovered.value = undefined;
      else askSecondHovered(second, ...at);
    }),
  ];
  return () => {
    for (const end of ends) end();
  };
}
