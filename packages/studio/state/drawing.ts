import { batch, computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { ImageSet } from "hourglass-core/internal/data/image-set.ts";
import { isImages, shapeOf } from "hourglass-core/internal/data/samples/samples.ts";
import { type ImageShape, sameShape } from "hourglass-core/internal/data/samples/shape.ts";
import type { Corruption } from "hourglass-core/internal/program/corruptions/corruptions.ts";
import { prepareDrawing } from "hourglass-lab/internal/data/prepare-drawing.ts";
import { liveModel, type RebuiltDrawing } from "../workers/explorer/explorer-api.ts";
import { explorer } from "./connection.ts";
import { askable, explored, exploredId, renewal, testSet } from "./exploration.ts";
import { twin } from "./kept-twin.ts";
import { latest } from "./latest.ts";
import { messageOf } from "./notice.ts";
import { hasLive, liveVersion } from "./session.ts";

// A person's drawing and what models make of it.

/** Drawings are squares of this side, as MNIST's images are. */
export const drawnSide = 28;

/** `[28, 28]` bytes, ink light on dark. */
export const drawing: Signal<Uint8Array> = signal(new Uint8Array(drawnSide * drawnSide));
/** Drawings before it, for undoing. */
const earlier: Signal<readonly Uint8Array[]> = signal([]);
export const canUndo: ReadonlySignal<boolean> = computed(() => earlier.value.length > 0);
const mostEarlier = 60;

/** Whether a drawing is scaled and centred as MNIST's digits were before it is encoded. */
export const isPrepared: Signal<boolean> = signal(true);
export const noise: Signal<Corruption> = signal({ kind: "gaussian", level: 0 });

/** That of drawings. */
export const drawnShape: ImageShape = { height: drawnSide, width: drawnSide, channels: 1 };

/** The test set where it is of what can be drawn: images of 28 x 28 greys. */
const drawable: ReadonlySignal<ImageSet | undefined> = computed(() => {
  const set = testSet.value;
  return set !== undefined && isImages(set) && sameShape(shapeOf(set), drawnShape) ? set : undefined;
});

/** Whether the models take drawings. */
export const takesDrawings: ReadonlySignal<boolean> = computed(() => drawable.value !== undefined);

export const isBlank: ReadonlySignal<boolean> = computed(() => drawing.value.every((value) => value === 0));

/** What the explored model makes of it. */
export const rebuiltDrawing: Signal<RebuiltDrawing | undefined> = signal(undefined);

/** Another model beside it, for comparison: absent where there is none. */
export const rivalId: Signal<string | undefined> = signal(undefined);
export const rivalDrawing: Signal<RebuiltDrawing | undefined> = signal(undefined);
export const drawingProblem: Signal<string | undefined> = signal(undefined);

/** The models that can stand beside the explored one: not itself once more, kept as it stands. */
export const rivals: typeof askable = computed(() => {
  const isLive = exploredId.value === liveModel;
  const copy = isLive ? twin.value?.id : exploredId.value === twin.value?.id ? liveModel : undefined;
  return askable.value.filter(({ id }) => id !== exploredId.value && id !== copy);
});

/** Drawings come faster than answers: the last one counts. Both models get the same drawing with the same noise. */
const ask = latest(async (given: Uint8Array, added: Corruption | undefined) => {
  const model = explored.peek();
  const rival = rivalId.peek();
  const isRivalThere = (): boolean => rival !== liveModel || hasLive.peek();
  try {
    const [own, other] = await Promise.all([
      explorer().rebuildDrawing(exploredId.peek(), given, added),
      rival === undefined || !isRivalThere() ? undefined : explorer().rebuildDrawing(rival, given, added),
    ]);
    if (explored.peek()?.architecture !== model?.architecture) return;
    rebuiltDrawing.value = own;
    rivalDrawing.value = rival === rivalId.peek() && isRivalThere() ? other : undefined;
    drawingProblem.value = undefined;
  } catch (error) {
    if (explored.peek()?.architecture === model?.architecture) drawingProblem.value = messageOf(error);
  }
});

/** Whether the part is on the screen: else nothing is asked while a model trains. */
export const isDrawingSeen: Signal<boolean> = signal(false);

/** Keeps the reconstruction up to date with drawing, noise and weights, until the function that it returns is called. */
export function startDrawing(): () => void {
  let architecture = explored.peek()?.architecture;
  const ends = [
    effect(() => {
      // What a model that is gone has made of a drawing is not the next one's.
      if (explored.value?.architecture !== architecture) rebuiltDrawing.value = undefined;
      architecture = explored.value?.architecture;
    }),
    effect(() => {
      if (!hasLive.value && rivalId.value === liveModel) rivalDrawing.value = undefined;
    }),
    effect(() => {
      // The one that stands beside is a kept one where there is one; it stays what was chosen while it is there.
      if (rivals.value.some(({ id }) => id === rivalId.value)) return;
      rivalId.value = rivals.value.at(-1)?.id;
      rivalDrawing.value = undefined;
    }),
    effect(() => {
      renewal.value;
      if (rivalId.value === liveModel) void [hasLive.value, liveVersion.value];
      if (!isDrawingSeen.value || explored.value === undefined || !takesDrawings.value) return;
      if (isBlank.value) {
        rebuiltDrawing.value = undefined;
        rivalDrawing.value = undefined;
        return;
      }
      const added = noise.value;
      const given = isPrepared.value ? prepareDrawing(drawing.value, drawnSide) : drawing.value;
      void ask(given, added.level === 0 ? undefined : added);
    }),
  ];
  return () => {
    for (const end of ends) end();
  };
}

/** Remembers the drawing as it is, before a change that can be undone. */
export function rememberDrawing(): void {
  earlier.value = [...earlier.value, drawing.value].slice(-mostEarlier);
}

/** Replaces the drawing; what was there can be brought back where it was remembered. */
export function setDrawing(pixels: Uint8Array): void {
  drawing.value = pixels;
}

export function undoDrawing(): void {
  const last = earlier.value.at(-1);
  if (last === undefined) return;
  earlier.value = earlier.value.slice(0, -1);
  drawing.value = last;
}

export function clearDrawing(): void {
  if (isBlank.value) return;
  rememberDrawing();
  batch(() => {
    drawing.value = new Uint8Array(drawnSide * drawnSide);
    if (isImage) isPrepared.value = true;
    isImage = false;
  });
}

/** Whether a test image has taken the preparation away, so that a new drawing brings it back. */
let isImage = false;

/** Starts from a test image. It lies as it should, so it is not prepared again. */
export function drawFromImage(index: number): void {
  const set = drawable.value;
  if (set === undefined) return;
  const size = drawnSide * drawnSide;
  rememberDrawing();
  batch(() => {
    drawing.value = set.images.slice(index * size, (index + 1) * size);
    if (isPrepared.value) isImage = true;
    isPrepared.value = false;
  });
}

export function setPrepared(prepared: boolean): void {
  isImage = false;
  isPrepared.value = prepared;
}

export function setNoise(chosen: Corruption): void {
  noise.value = chosen;
}

export function setRival(id: string): void {
  rivalDrawing.value = undefined;
  rivalId.value = id;
}
