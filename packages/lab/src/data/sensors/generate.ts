import { checkArgument, recordSchema, seedSchema, whole } from "hourglass-core/internal/arguments.ts";
import type { RowSet } from "hourglass-core/internal/data/samples/row.ts";
import { createRandom, type Random, shuffle } from "hourglass-core/internal/random/random.ts";
import { type Fault, faults, type Log } from "./faults.ts";
import { drawMachine, measured, modes, pumps, trueReadings } from "./machine.ts";
import { asLogged, sensorNames, sensors } from "./sensors.ts";
import { sensorClasses, sensorTable } from "./table.ts";

/** The seed of the published set: the year of the first paper on autoencoders (Rumelhart, Hinton and Williams). */
export const sensorsSeed = 1986;

/** The share of rows with a fault. */
const faultShare = 0.05;

/** Of so many rows, each kind of fault has one. */
const blockCount = Math.round(faults.length / faultShare);

export interface SensorsOptions {
  /** A whole number from 0 to 2^32 - 1. */
  readonly seed: number;
  readonly trainCount: number;
  readonly testCount: number;
}

const countSchema = whole(0, 2_500_000);

const optionsSchema = recordSchema<SensorsOptions>({
  seed: seedSchema,
  trainCount: countSchema,
  testCount: countSchema,
});

export interface Sensors {
  readonly train: RowSet;
  readonly test: RowSet;
  readonly classNames: readonly string[];
}

/**
 * Draws a log of a machine that is driven by a motor and oiled by one of three pumps: 13 columns, of which 5 continuous causes (load,
 * speed, ambient, recent load, wear), the mode and the pump explain all but the noise. Of both parts 95 % of the rows are normal (class
 * 0), 5 % have a fault, whose kind is their class. In 1 % of the rows the ambient temperature is missing. docs/sensors.md has all columns
 * and faults.
 *
 * A row depends on the seed, its part and its index alone: greater counts add rows and change none. All arithmetic is of operations
 * that round in one way only, and values are rounded to the decimals of a logger, so that every engine draws the same numbers.
 *
 * @throws UsageError for a seed or count out of range
 */
export function generateSensors(options: SensorsOptions): Sensors {
  checkArgument(optionsSchema, options, "generateSensors", "options");
  const { seed, trainCount, testCount } = options;
  return {
    train: drawPart(seed, "train", trainCount),
    test: drawPart(seed, "test", testCount),
    classNames: sensorClasses,
  };
}

function drawPart(seed: number, part: "train" | "test", count: number): RowSet {
  const columns = sensorTable.length;
  const values = new Float32Array(count * columns);
  const labels = new Uint8Array(count);
  let classes: readonly number[] = [];
  for (let index = 0; index < count; index++) {
    const place = index % blockCount;
    if (place === 0) classes = classesOfBlock(seed, `sensors/${part}/faults/${index / blockCount}`);
    const label = classes[place] as number;
    // Every row has a sequence of its own.
    values.set(drawRow(createRandom(seed, `sensors/${part}/${index}`), faults[label - 1]), index * columns);
    labels[index] = label;
  }
  return { kind: "row", count, columns, table: sensorTable, values, labels };
}

/** Each fault once and otherwise normal rows, in an order of their own. */
function classesOfBlock(seed: number, stream: string): readonly number[] {
  const classes = Array.from({ length: blockCount }, (_, place) => (place < faults.length ? 1 + place : 0));
  return shuffle(classes, createRandom(seed, stream));
}

/** The values of a row, in the order of the columns. */
function drawRow(random: Random, fault: Partial<Fault> = {}): readonly number[] {
  const { from = 0, to = 0 } = fault.severity ?? {};
  const severity = from + (to - from) * random.uniform();
  const normal = drawMachine(random);
  const machine = fault.inMachine?.(normal, severity) ?? normal;
  const shown: Log = { mode: machine.mode, readings: measured(trueReadings(machine), random) };
  const { mode, readings } = fault.inLog?.(shown, severity, random) ?? shown;
  const numbers = sensorNames.map((name) => {
    const { missing = 0 } = sensors[name];
    return missing > 0 && random.uniform() < missing ? Number.NaN : asLogged(readings[name], sensors[name]);
  });
  return [modes.indexOf(mode), pumps.indexOf(machine.pump), ...numbers];
}
