import { asQuantity, type Table, wordsOf } from "hourglass-core/internal/data/columns/columns.ts";
import type { ChannelStatistics } from "hourglass-core/internal/data/samples/channel-statistics.ts";
import type { SampleValues } from "hourglass-core/internal/data/samples/part.ts";
import { kindOfSamples, type Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { shapeOf } from "hourglass-core/internal/data/samples/samples.ts";
import {
  axesOf,
  isImageShape,
  type SampleShape,
  sampleSize,
  tableOf,
} from "hourglass-core/internal/data/samples/shape.ts";
import { type KindTable, kindTable, type Named } from "hourglass-core/internal/kinds/table.ts";
import { createRandom, type Random } from "hourglass-core/internal/random/random.ts";

/** What a fault is put on. */
interface Faulted {
  /** The values of one sample, to be changed where they lie. */
  readonly sample: SampleValues;
  /** Another normal sample. */
  readonly other: SampleValues;
  readonly shape: SampleShape;
  readonly statistics: ChannelStatistics | undefined;
  readonly random: Random;
}

/**
 * A way to make a normal sample strange, by which scores are chosen where no anomaly is known. They are made without regard to any data
 * set: a figure on faults of other kinds says what the choice is worth.
 */
export interface SyntheticFault extends Named {
  readonly title: string;
  /** Whether samples of a shape can have it. */
  fits(shape: SampleShape): boolean;
  apply(faulted: Faulted): void;
}

/** Places of quantities and of words among the values of a sample; those without columns are quantities all. */
function placesOf(shape: SampleShape): {
  readonly quantities: readonly number[];
  readonly words: readonly number[];
} {
  const table = tableOf(shape);
  const places = Array.from({ length: sampleSize(shape) }, (_, place) => place);
  if (table === undefined) return { quantities: places, words: [] };
  const isQuantity = (place: number): boolean => asQuantity(table[place]!) !== undefined;
  return { quantities: places.filter(isQuantity), words: places.filter((place) => !isQuantity(place)) };
}

const anyOf = <T>(random: Random, some: readonly T[]): T => some[random.below(some.length)] as T;

const hasNumbers = (shape: SampleShape): boolean =>
  !isImageShape(shape) && placesOf(shape).quantities.length > 0;

/** Of how many deviations a shift is. */
const [leastShift, mostShift] = [2, 4];

const shift: SyntheticFault = {
  name: "shift",
  title: `a number is ${leastShift} to ${mostShift} deviations off`,
  fits: hasNumbers,
  apply: ({ sample, shape, statistics, random }) => {
    const place = anyOf(random, placesOf(shape).quantities);
    const channels = statistics?.deviation.length ?? 1;
    const deviation = statistics?.deviation[place % channels] ?? 1;
    const size = leastShift + (mostShift - leastShift) * random.uniform();
    sample[place] = (sample[place] as number) + (random.below(2) === 0 ? -1 : 1) * size * deviation;
  },
};

const borrow: SyntheticFault = {
  name: "borrow",
  title: "a number is that of another row, so that it does not go with the rest",
  fits: (shape) => hasNumbers(shape) && placesOf(shape).quantities.length > 1,
  apply: ({ sample, other, shape, random }) => {
    const place = anyOf(random, placesOf(shape).quantities);
    sample[place] = other[place] as number;
  },
};

const swapWord: SyntheticFault = {
  name: "word",
  title: "a word is another one",
  fits: (shape) => placesOf(shape).words.some((place) => wordsAt(shape, place) > 1),
  apply: ({ sample, shape, random }) => {
    const place = anyOf(
      random,
      placesOf(shape).words.filter((one) => wordsAt(shape, one) > 1),
    );
    const others = Array.from({ length: wordsAt(shape, place) }, (_, word) => word).filter(
      (word) => word !== sample[place],
    );
    sample[place] = anyOf(random, others);
  },
};

function wordsAt(shape: SampleShape, place: number): number {
  return wordsOf((tableOf(shape) as Table)[place]!)?.length ?? 0;
}

/** Of the side of an image, that of a patch. */
const patchShare = 0.4;

const patch: SyntheticFault = {
  name: "patch",
  title: "a square of the image is that of another one",
  fits: isImageShape,
  apply: ({ sample, other, shape, random }) => {
    const [height, width, channels] = axesOf(shape) as [number, number, number];
    const [tall, wide] = [height, width].map((side) => Math.max(1, Math.round(patchShare * side))) as [
      number,
      number,
    ];
    const [top, left] = [random.below(height - tall + 1), random.below(width - wide + 1)];
    for (let row = top; row < top + tall; row++) {
      const start = (row * width + left) * channels;
      sample.set(other.subarray(start, start + wide * channels) as never, start);
    }
  },
};

const mirror: SyntheticFault = {
  name: "mirror",
  title: "the image is mirrored",
  fits: isImageShape,
  apply: ({ sample, shape }) => {
    const [height, width, channels] = axesOf(shape) as [number, number, number];
    const before = sample.slice();
    for (let row = 0; row < height; row++) {
      for (let column = 0; column < width; column++) {
        for (let channel = 0; channel < channels; channel++) {
          sample[(row * width + column) * channels + channel] = before[
            (row * width + width - 1 - column) * channels + channel
          ] as number;
        }
      }
    }
  },
};

export const syntheticFaults: KindTable<SyntheticFault> = kindTable<SyntheticFault>("fault", [
  shift,
  borrow,
  swapWord,
  patch,
  mirror,
]);

/** Copies of normal samples, each with a fault of one kind. */
export function withFault(
  fault: SyntheticFault,
  normal: Samples,
  statistics: ChannelStatistics | undefined,
  seed: number,
): Samples {
  const { partOf, withPart } = kindOfSamples(normal);
  const shape = shapeOf(normal);
  const size = sampleSize(shape);
  const { count, values } = partOf(normal);
  const random = createRandom(seed, `fault ${fault.name}`);
  const faulty = values.slice() as SampleValues;
  for (let row = 0; row < count; row++) {
    const at = random.below(count);
    fault.apply({
      ...{ sample: faulty.subarray(row * size, (row + 1) * size), shape, statistics, random },
      other: values.subarray(at * size, (at + 1) * size),
    });
  }
  return withPart(normal as unknown as Readonly<Record<string, number>>, { count, values: faulty });
}
