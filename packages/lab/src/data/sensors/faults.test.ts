import { createRandom } from "hourglass-core/internal/random/random.ts";
import { describe, expect, test } from "vitest";
import { type Fault, faults, type Log } from "./faults.ts";
import { generateSensors, sensorsSeed } from "./generate.ts";
import { drawMachine, type Machine, trueReadings } from "./machine.ts";
import { type SensorName, sensorNames, sensors } from "./sensors.ts";
import { sensorClasses, sensorTable } from "./table.ts";

const machines: readonly Machine[] = Array.from({ length: 300 }, (_, at) =>
  drawMachine(createRandom(1, `${at}`)),
);

function faultOf(name: string): Fault {
  return faults.find((fault) => fault.name === name) as Fault;
}

/** The sensors that show something else with a fault, and what that adds, by the machines above. */
function changesBy(name: string): readonly Readonly<Partial<Record<SensorName, number>>>[] {
  const fault = faultOf(name);
  return machines.map((machine, at) => {
    const random = createRandom(2, `${at}`);
    const right: Log = { mode: machine.mode, readings: trueReadings(machine) };
    const { from = 0, to = 0 } = fault.severity ?? {};
    const severity = (from + to) / 2;
    const ill = fault.inMachine?.(machine, severity) ?? machine;
    const log: Log = { mode: ill.mode, readings: trueReadings(ill) };
    const { readings } = fault.inLog?.(log, severity, random) ?? log;
    const steps = sensorNames.map((one) => [one, readings[one] - right.readings[one]] as const);
    return Object.fromEntries(steps.filter(([, step]) => step !== 0));
  });
}

/** The one sensor that a fault has changed, with the value that it shows and what was right. */
function changeOf(change: Readonly<Partial<Record<SensorName, number>>>, at: number) {
  expect(Object.keys(change)).toHaveLength(1);
  const [name, step] = Object.entries(change)[0] as [SensorName, number];
  const right = trueReadings(machines[at] as Machine)[name];
  return { name, step, shown: right + step, ...sensors[name] };
}

describe("the faults", () => {
  test("have names and severities", () => {
    expect(new Set(faults.map(({ name }) => name)).size).toBe(faults.length);
    for (const { effect, severity, inMachine, inLog } of faults) {
      expect(effect).not.toBe("");
      if (severity !== undefined) expect(severity.from).toBeLessThan(severity.to);
      expect([inMachine, inLog].filter((one) => one !== undefined)).toHaveLength(1);
    }
  });

  test("a sensor that drifts is off by so many deviations of its noise, within its range", () => {
    const seen = changesBy("sensor drift").map(changeOf);
    for (const { step, noise, shown, range } of seen) {
      expect(Math.abs(step)).toBeCloseTo(10 * noise, 9);
      expect(shown).toBeGreaterThanOrEqual(range[0]);
      expect(shown).toBeLessThanOrEqual(range[1]);
    }
    // Any sensor but the one that may fall silent, up as well as down.
    expect(new Set(seen.map(({ name }) => name))).toEqual(
      new Set(sensorNames.filter((name) => name !== "ambient")),
    );
    expect(seen.filter(({ step }) => step > 0).length).toBeGreaterThan(100);
    expect(seen.filter(({ step }) => step < 0).length).toBeGreaterThan(100);
  });

  test("a stuck sensor shows what it might show at another time", () => {
    for (const { step, noise, shown, range } of changesBy("stuck sensor").map(changeOf)) {
      expect(Math.abs(step)).toBeGreaterThanOrEqual(9 * noise);
      expect(shown).toBeGreaterThanOrEqual(range[0]);
      expect(shown).toBeLessThanOrEqual(range[1]);
    }
  });

  test("a spike is far above the range of its sensor", () => {
    for (const { shown, range } of changesBy("spike").map(changeOf)) {
      expect(shown).toBeCloseTo(range[1] + 0.6 * (range[1] - range[0]), 9);
    }
  });

  test("a leak takes pressure, and warms the oil and what it cools", () => {
    for (const { pressure = 0, oil = 0, bearing = 0, ...others } of changesBy("leak")) {
      expect(pressure).toBeLessThan(0);
      expect(oil).toBeGreaterThan(0);
      expect(bearing).toBeCloseTo(oil, 9);
      expect(others).toEqual({});
    }
  });

  test("a worn bearing shakes and is warmer", () => {
    for (const { vibrationX = 0, vibrationY = 0, bearing = 0, ...others } of changesBy("bearing wear")) {
      for (const step of [vibrationX, vibrationY, bearing]) expect(step).toBeGreaterThan(0);
      expect(others).toEqual({});
    }
  });

  test("where the mode is swapped, the numbers are as they were", () => {
    for (const [at, { mode }] of machines.entries()) {
      const log: Log = { mode, readings: trueReadings(machines[at] as Machine) };
      const swapped = faultOf("swapped mode").inLog?.(log, 0, createRandom(3, `${at}`));
      expect(swapped?.mode).not.toBe(mode);
      expect(swapped?.readings).toBe(log.readings);
    }
  });
});

/** Rows as numbers about 0: quantities standardised by normal rows, 0 where missing; of words 1 for the word that it is. */
const { train } = generateSensors({ seed: sensorsSeed, trainCount: 12_000, testCount: 0 });
const quantities = sensorTable.flatMap(({ kind }, column) => (kind === "number" ? [column] : []));
const rows = Array.from({ length: train.count }, (_, row) => [
  ...train.values.subarray(row * train.columns, (row + 1) * train.columns),
]);
const labels = [...(train.labels ?? [])];
const normal = rows.filter((_, row) => labels[row] === 0);
const scales = quantities.map((column) => {
  const values = normal.map((row) => row[column] as number).filter((value) => !Number.isNaN(value));
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { column, mean, deviation: Math.sqrt(square) };
});
const seen = (row: readonly number[]): number[] =>
  scales.map(({ column, mean, deviation }) => {
    const value = row[column] as number;
    return Number.isNaN(value) ? 0 : (value - mean) / deviation;
  });

/** What tells of one quantity: the others, the mode and the pump. */
function others(row: readonly number[], at: number): number[] {
  const words = [row[0] === 1, row[0] === 2, row[1] === 1, row[1] === 2].map(Number);
  return [1, ...seen(row).toSpliced(at, 1), ...words];
}

/** Least squares: the weights with which inputs come nearest to outputs, by Gauss and Jordan on the normal equations. */
function leastSquares(inputs: readonly number[][], outputs: readonly number[]): number[] {
  const size = inputs[0]?.length ?? 0;
  const table = Array.from({ length: size }, (_, i) =>
    Array.from({ length: size + 1 }, (_, j) =>
      inputs.reduce((sum, input, row) => sum + input[i]! * (j < size ? input[j]! : outputs[row]!), 0),
    ),
  );
  for (const [i, pivot] of table.entries()) {
    for (const [k, row] of table.entries()) {
      const factor = k === i ? 0 : row[i]! / pivot[i]!;
      for (let j = 0; j <= size; j++) row[j]! -= factor * pivot[j]!;
    }
  }
  return table.map((row, i) => row[size]! / row[i]!);
}

/** For each quantity, what a linear function of all else leaves of it, in deviations of what it leaves of normal rows. */
const residuals = quantities.map((_, at) => {
  const few = normal.slice(0, 3000);
  const weights = leastSquares(
    few.map((row) => others(row, at)),
    few.map((row) => seen(row)[at]!),
  );
  const left = (row: readonly number[]): number =>
    seen(row)[at]! - others(row, at).reduce((sum, value, i) => sum + value * weights[i]!, 0);
  const deviation = Math.sqrt(few.reduce((sum, row) => sum + left(row) ** 2, 0) / few.length);
  return { deviation, of: (row: readonly number[]): number => left(row) / deviation };
});

/** The share of pairs of a row of a class and a normal one in which the first has the greater score. */
function areaOf(label: number, scores: readonly number[]): number {
  const strange = scores.filter((_, row) => labels[row] === label);
  const usual = scores.filter((_, row) => labels[row] === 0);
  const below = strange.map((score) => usual.filter((one) => one < score).length / usual.length);
  return below.reduce((sum, share) => sum + share, 0) / below.length;
}

test("each sensor follows from the others by more than three quarters", () => {
  for (const { deviation } of residuals) expect(deviation ** 2).toBeLessThan(0.25);
});

describe("a fault is seen in how values go together", () => {
  const combined = rows.map((row) => Math.max(...residuals.map(({ of }) => Math.abs(of(row)))));
  const alone = rows.map((row) => Math.max(...seen(row).map(Math.abs)));

  test.each(faults)("$name", ({ name }) => {
    const label = sensorClasses.indexOf(name);
    expect(areaOf(label, combined)).toBeGreaterThan(0.8);
    // In no single column is it as plain, but for a spike.
    if (name === "spike") expect(areaOf(label, alone)).toBeGreaterThan(0.98);
    else expect(areaOf(label, alone)).toBeLessThan(areaOf(label, combined) - 0.05);
  });
});
