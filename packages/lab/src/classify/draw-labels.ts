import { HourglassError } from "hourglass-core/internal/errors.ts";
import { createRandom, shuffle } from "hourglass-core/internal/random/random.ts";
import { counted } from "hourglass-core/internal/words.ts";

/** How many labels of each class are used: so many, or all that the training split has. */
export type LabelsPerClass = number | "all";

/** Whose labels are used, by their places in the training split, in order. */
export interface DrawnLabels {
  /** Those that are trained on. */
  readonly training: Int32Array;
  /** Those that stop training early; none where nothing does. */
  readonly stopping: Int32Array;
}

/** The share of the drawn labels of a class that stop training early. */
const stoppingShare = 0.2;

/**
 * Draws as many samples of each class, each class in an order of its own that the seed decides, so that few labels are among more of the
 * same seed. Labels that stop training early are among the drawn ones, a fifth of each class (one at least): no label is used that is not
 * counted.
 * @param classNames by number, for messages
 * @param stops whether training may stop early
 * @throws HourglassError where a class has too few samples
 */
export function drawLabels(
  labels: Uint8Array,
  perClass: LabelsPerClass,
  seed: number,
  stops: boolean,
  classNames: readonly string[],
): DrawnLabels {
  const training: number[] = [];
  const stopping: number[] = [];
  for (const label of classesIn(labels)) {
    const own = Int32Array.from(labels.keys()).filter((place) => labels[place] === label);
    const count = perClass === "all" ? own.length : perClass;
    const name = classNames[label] ?? String(label);
    if (own.length < count) {
      throw new HourglassError(
        `--labels-per-class ${count}: class ${name} has only ${counted(own.length, "label")} in the training split: ask for fewer, or all`,
      );
    }
    if (stops && count < 2) {
      throw new HourglassError(
        `--patience: ${counted(count, "label")} of class ${name} leaves none to stop training by: leave --patience out, or use more labels`,
      );
    }
    const drawn = shuffle(own, createRandom(seed, `labels of class ${label}`)).subarray(0, count);
    const held = stops ? Math.max(1, Math.round(stoppingShare * count)) : 0;
    training.push(...drawn.subarray(0, count - held));
    stopping.push(...drawn.subarray(count - held));
  }
  return { training: Int32Array.from(training).sort(), stopping: Int32Array.from(stopping).sort() };
}

/** The classes that occur, in order. */
export function classesIn(labels: Uint8Array): readonly number[] {
  return [...new Set(labels)].sort((a, b) => a - b);
}
