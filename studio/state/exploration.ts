import {
  batch,
  computed,
  effect,
  type ReadonlySignal,
  type Signal,
  signal,
  untracked,
} from "@preact/signals";
import type { ImageSet } from "../../src/data/image-set.ts";
import { createRandom } from "../../src/random/random.ts";
import {
  type CodePlane,
  type CodeRange,
  type Decoded,
  type ExploredModel,
  liveModel,
  type Rebuilt,
} from "../workers/explorer-api.ts";
import { explorer, messageOf } from "./actions.ts";
import { latest } from "./latest.ts";
import {
  data,
  fitsData,
  type KeptModel,
  kept,
  liveExamples,
  livePlane,
  liveVersion,
  prepared,
  training,
} from "./session.ts";

// What a person looks at in the space of codes, and what moves there. The signals are read by views; the functions change them.

/** The model that is explored and drawn for: the one in training, or a kept one. */
export const exploredId: Signal<string> = signal(liveModel);

/** The kept models that take the images that are loaded. */
export const explorable: ReadonlySignal<readonly KeptModel[]> = computed(() => kept.value.filter(fitsData));

/** That model, as soon as the explorer has it. */
export const explored: ReadonlySignal<ExploredModel | undefined> = computed(() => {
  if (exploredId.value !== liveModel) return explorable.value.find(({ id }) => id === exploredId.value);
  return liveExamples.value === undefined ? undefined : prepared.value;
});

/** Rises with new weights, other data or another model: what was asked for is asked for again. */
export const renewal: ReadonlySignal<unknown> = computed(() => ({
  id: exploredId.value,
  weights: exploredId.value === liveModel ? liveVersion.value : 0,
  images: testSet.value,
}));

export const testSet: ReadonlySignal<ImageSet | undefined> = computed(() =>
  data.value.status === "ready" ? data.value.data.test : undefined,
);

/** Number of values of the code of the explored model; 0 while there is none. */
export const latentSize: ReadonlySignal<number> = computed(() => explored.value?.settings.latentSize ?? 0);

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

/** The test image under the cursor, and what the model makes of it. */
export const looked: Signal<number | undefined> = signal(undefined);
export const lookedRebuilt: Signal<Rebuilt | undefined> = signal(undefined);

/** Where the decoded code comes from. */
export type Origin =
  | { readonly kind: "mean" }
  | { readonly kind: "image"; readonly index: number }
  | { readonly kind: "point"; readonly x: number; readonly y: number }
  | { readonly kind: "values"; readonly code: Float32Array };
export const origin: Signal<Origin> = signal({ kind: "mean" });
/** The newest picture of it. */
export const decoded: Signal<Decoded | undefined> = signal(undefined);
/** Where the decoded code lies in the plane. */
export const place: Signal<readonly [number, number] | undefined> = signal(undefined);

/** The code that is decoded: what a hand has set is ahead of its picture. */
export const code: ReadonlySignal<Float32Array | undefined> = computed(() =>
  origin.value.kind === "values" ? origin.value.code : decoded.value?.code,
);

/** The two test images of the walk, and its pictures: `[walkSteps, imageSize]`. */
export const walkEnds: Signal<readonly [number, number] | undefined> = signal(undefined);
export const walkSteps = 41;
export const walkPictures: Signal<Uint8Array | undefined> = signal(undefined);

/** The grid: how many cells on a side, and two values of the code or the axes of the plane. */
export interface GridChoice {
  readonly side: number;
  readonly directions?: readonly [number, number];
}
export const gridChoice: Signal<GridChoice> = signal({ side: 12 });
export const gridPictures: Signal<{ readonly side: number; readonly images: Uint8Array } | undefined> =
  signal(undefined);

/** Draws from the prior. */
export const sampleCount = 48;
export const sampleSeed: Signal<number> = signal(1);
export const samplePictures: Signal<Uint8Array | undefined> = signal(undefined);

/** Sections that are on the screen: only what is seen is computed anew while a model trains. */
export type ExploredSection = "plane" | "values" | "walk" | "grid" | "samples";
const seen: Signal<ReadonlySet<ExploredSection>> = signal(new Set());

export function setSeen(section: ExploredSection, isSeen: boolean): void {
  if (seen.peek().has(section) === isSeen) return;
  const sections = new Set(seen.peek());
  if (isSeen) sections.add(section);
  else sections.delete(section);
  seen.value = sections;
}

/** All test images in the plane, once nothing moves; while it trains, the first of them come with the weights. */
const allPoints = 10_000;

/** Asks the explorer about the model, one question of a kind at a time; an answer about a model that is gone is dropped. */
function asking<T extends readonly unknown[]>(
  work: (id: string, isCurrent: () => boolean, ...given: T) => Promise<void>,
): (...given: T) => void {
  const ask = latest(async (...given: T) => {
    const model = explored.peek();
    const images = testSet.peek();
    if (model === undefined || images === undefined) return;
    const isCurrent = (): boolean =>
      explored.peek()?.architecture === model.architecture && testSet.peek() === images;
    try {
      await work(exploredId.peek(), isCurrent, ...given);
      if (isCurrent()) problem.value = undefined;
    } catch (error) {
      if (isCurrent()) problem.value = messageOf(error);
    }
  });
  return (...given) => void ask(...given);
}

const askPlane = asking(async (id, isCurrent) => {
  const found = await explorer().plane(id, allPoints);
  if (isCurrent()) plane.value = found;
});

const askRange = asking(async (id, isCurrent) => {
  const found = await explorer().codeRange(id);
  if (isCurrent()) range.value = found;
});

const askLooked = asking(async (id, isCurrent, index: number) => {
  const found = await explorer().rebuild(id, [index]);
  if (isCurrent()) lookedRebuilt.value = found;
});

const askDecoded = asking(async (id, isCurrent, from: Origin) => {
  const found = await decodingOf(id, from);
  if (!isCurrent()) return;
  decoded.value = found;
  const at = from.kind === "point" ? ([from.x, from.y] as const) : await explorer().placeOf(id, found.code);
  if (isCurrent()) place.value = at;
});

const askWalk = asking(async (id, isCurrent, from: number, to: number) => {
  const found = await explorer().walk(id, from, to, walkSteps);
  if (isCurrent()) walkPictures.value = found;
});

const askGrid = asking(async (id, isCurrent, { side, directions }: GridChoice) => {
  const images = await explorer().grid(id, side, directions);
  if (isCurrent()) gridPictures.value = { side, images };
});

const askSamples = asking(async (id, isCurrent, seed: number) => {
  const found = await explorer().samples(id, sampleCount, seed);
  if (isCurrent()) samplePictures.value = found;
});

async function decodingOf(id: string, from: Origin): Promise<Decoded> {
  if (from.kind === "point") return explorer().decodePoint(id, from.x, from.y);
  if (from.kind === "values") return explorer().decode(id, from.code);
  if (from.kind === "mean") return explorer().decode(id, (await explorer().codeRange(id)).mean);
  const { codes, reconstructions } = await explorer().rebuild(id, [from.index]);
  return { code: codes, image: reconstructions };
}

/** Keeps all of this up to date with the model, until the function that it returns is called. */
export function startExploring(): () => void {
  let architecture = explored.peek()?.architecture;
  let images = testSet.peek();
  const ends = [
    effect(() => {
      if (exploredId.value !== liveModel && !explorable.value.some(({ id }) => id === exploredId.value)) {
        explore(liveModel);
      }
    }),
    effect(() => {
      const model = explored.value;
      const test = testSet.value;
      if (model === undefined || (model.architecture === architecture && test === images)) return;
      if (test !== images) untracked(forgetImages);
      untracked(forgetModel);
      architecture = model.architecture;
      images = test;
      untracked(chooseFirstEnds);
    }),
    effect(() => {
      renewal.value;
      if (explored.value === undefined) return;
      // A moving model's plane comes with its weights; one that stands still is asked for all test images.
      const moves = exploredId.value === liveModel && !["paused", "done"].includes(training.value.status);
      if (!moves) askPlane();
      else if (livePlane.value !== undefined) plane.value = livePlane.value;
    }),
    effect(() => {
      renewal.value;
      if (explored.value === undefined) return;
      const index = looked.peek();
      if (index !== undefined) askLooked(index);
      if (seen.value.has("plane") || seen.value.has("values")) {
        // While a hand moves, its own questions bring the newest.
        if (isHandMoving.value) return;
        askRange();
        askDecoded(origin.peek());
      }
    }),
    effect(() => {
      renewal.value;
      if (isHandMoving.value) return;
      if (seen.value.has("walk") && walkEnds.value !== undefined) askWalk(...walkEnds.value);
    }),
    effect(() => {
      renewal.value;
      if (isHandMoving.value) return;
      if (seen.value.has("grid")) askGrid(gridChoice.value);
    }),
    effect(() => {
      renewal.value;
      if (isHandMoving.value) return;
      if (seen.value.has("samples") && explored.value?.settings.code === "gaussian") {
        askSamples(sampleSeed.value);
      }
    }),
  ];
  return () => {
    for (const end of ends) end();
  };
}

/** A model of another kind: nothing of the last one's codes means anything in its. */
function forgetModel(): void {
  batch(() => {
    origin.value = { kind: "mean" };
    gridChoice.value = { side: gridChoice.value.side };
    decoded.value = undefined;
    place.value = undefined;
    range.value = undefined;
    lookedRebuilt.value = undefined;
    walkPictures.value = undefined;
    gridPictures.value = undefined;
    samplePictures.value = undefined;
    problem.value = undefined;
  });
}

function forgetImages(): void {
  batch(() => {
    plane.value = undefined;
    looked.value = undefined;
    walkEnds.value = undefined;
    hiddenClasses.value = new Set();
  });
}

function chooseFirstEnds(): void {
  const count = testSet.value?.count ?? 0;
  if (walkEnds.value !== undefined || count < 2) return;
  const [first = 0, second = 1] = liveExamples.value?.indices ?? [];
  walkEnds.value = [first, second];
}

/** Explores another model. */
export function explore(id: string): void {
  exploredId.value = id;
}

/** Looks at a test image: the one under the cursor. */
export function lookAt(index: number): void {
  if (looked.value === index) return;
  looked.value = index;
  askLooked(index);
}

/** Whether a hand moves: meanwhile only what it asks for is computed, and the rest afterwards. */
const isHandMoving: Signal<boolean> = signal(false);
let handRests: ReturnType<typeof setTimeout> | undefined;
/** Milliseconds after its last movement. */
const handPause = 350;

function noteHand(): void {
  isHandMoving.value = true;
  clearTimeout(handRests);
  handRests = setTimeout(() => {
    isHandMoving.value = false;
  }, handPause);
}

/** Decodes a point of the plane, the code of a test image, the mean code. */
export function decodeFrom(from: Origin): void {
  noteHand();
  origin.value = from;
  askDecoded(from);
}

/** Sets one value of the decoded code. */
export function setValue(at: number, value: number): void {
  const changed = code.value?.slice();
  if (changed === undefined) return;
  changed[at] = value;
  decodeFrom({ kind: "values", code: changed });
}

let surprises = 0;

/** A code whose values are drawn each for itself from what is usual for it over the test images. */
export function surprise(): void {
  const usual = range.value;
  if (usual === undefined) return;
  const random = createRandom(surprises++, "surprising codes");
  // The range holds all but the outer hundredths: 2.33 deviations of a normal distribution on either side.
  const drawn = usual.mean.map((mean, at) => {
    const low = usual.low[at] as number;
    const high = usual.high[at] as number;
    return Math.min(high, Math.max(low, mean + (random.normal() * (high - low)) / 4.66));
  });
  decodeFrom({ kind: "values", code: drawn });
}

/** A test image by chance. */
export function anyImage(): number {
  return createRandom(surprises++, "any test image").below(Math.max(1, testSet.value?.count ?? 1));
}

/** Shows or hides a class. */
export function toggleClass(label: number): void {
  const classes = new Set(hiddenClasses.value);
  if (!classes.delete(label)) classes.add(label);
  hiddenClasses.value = classes;
}

/** Shows all classes, or this one alone. */
export function showClasses(only?: number): void {
  const count = data.value.status === "ready" ? data.value.data.classNames.length : 0;
  hiddenClasses.value = new Set(
    only === undefined ? [] : Array.from({ length: count }, (_, at) => at).filter((at) => at !== only),
  );
}

/** Puts a test image at an end of the walk. */
export function setWalkEnd(end: 0 | 1, index: number): void {
  const [from, to] = walkEnds.value ?? [index, index];
  walkEnds.value = end === 0 ? [index, to] : [from, index];
}

/** Other cells or other directions for the grid. */
export function chooseGrid(choice: GridChoice): void {
  gridChoice.value = choice;
}

/** Takes the code of a cell of the grid into the sliders. */
export async function takeCell(row: number, column: number): Promise<void> {
  const { side, directions } = gridChoice.value;
  try {
    const cell = await explorer().gridCell(exploredId.value, side, row, column, directions);
    if (cell.code.length === latentSize.value) decodeFrom({ kind: "values", code: cell.code });
  } catch (error) {
    problem.value = messageOf(error);
  }
}

/** Draws other samples from the prior. */
export function drawSamples(seed: number): void {
  sampleSeed.value = seed;
}
