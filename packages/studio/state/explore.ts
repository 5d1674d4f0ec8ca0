import { createRandom } from "hourglass-core/internal/random/random.ts";
import { explorer } from "./connection.ts";
import {
  asClass,
  code,
  exploredId,
  type GridChoice,
  gridChoice,
  hiddenClasses,
  latentSize,
  looked,
  type Origin,
  origin,
  problem,
  range,
  sampleSeed,
  testSet,
  walkEnds,
} from "./exploration.ts";
import { askDecoded, askLooked } from "./explorer-questions.ts";
import { noteHand } from "./hand.ts";
import { messageOf } from "./notice.ts";
import { loadedData } from "./session.ts";

// What a person does in the space of codes.

/** Explores another model. */
export function explore(id: string): void {
  exploredId.value = id;
}

/** Decodes codes of no sample as a class. */
export async function decodeAs(label: number): Promise<void> {
  try {
    await explorer().setAsClass(label);
    asClass.value = label;
  } catch (error) {
    problem.value = messageOf(error);
  }
}

/** Looks at a test sample: the one under the cursor. */
export function lookAt(index: number): void {
  if (looked.value === index) return;
  looked.value = index;
  askLooked(index);
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

/** A test sample by chance. */
export function anySample(): number {
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
  const count = loadedData.value?.classNames.length ?? 0;
  hiddenClasses.value = new Set(
    only === undefined ? [] : Array.from({ length: count }, (_, at) => at).filter((at) => at !== only),
  );
}

/** Puts a test sample at an end of the walk. */
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
