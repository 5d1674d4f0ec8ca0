import { UsageError } from "hourglass-core/internal/errors.ts";
import { afterEach, describe, expect, test, vi } from "vitest";
import { generateSensors, type Sensors, sensorsSeed } from "./generate.ts";
import { pumps } from "./machine.ts";
import { asLogged, sensorNames, sensors } from "./sensors.ts";
import { sensorClasses, sensorTable } from "./table.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

const sample: Sensors = generateSensors({ seed: sensorsSeed, trainCount: 6000, testCount: 1200 });

/** The values of a column in the rows of some classes. */
function valuesOf(name: string, isAsked: (label: number) => boolean = () => true): number[] {
  const { count, columns, values, labels } = sample.train;
  const column = sensorTable.findIndex((one) => one.name === name);
  return Array.from({ length: count }, (_, row) => row)
    .filter((row) => isAsked(labels?.[row] as number))
    .map((row) => values[row * columns + column] as number);
}

const shareOf = (values: readonly number[], isCounted: (value: number) => boolean): number =>
  values.filter(isCounted).length / values.length;

describe("the numbers", () => {
  test("a row depends on seed, part and index alone, not on the counts", () => {
    const few = generateSensors({ seed: 7, trainCount: 130, testCount: 5 });
    const many = generateSensors({ seed: 7, trainCount: 300, testCount: 9 });
    const columns = sensorTable.length;
    expect(many.train.values.subarray(0, 130 * columns)).toEqual(few.train.values);
    expect(many.train.labels?.subarray(0, 130)).toEqual(few.train.labels);
    expect(many.test.values.subarray(0, 5 * columns)).toEqual(few.test.values);
    expect(many.train.values.subarray(0, 5 * columns)).not.toEqual(few.test.values);
  });

  test("another seed draws other rows, and puts faults into others", () => {
    const other = generateSensors({ seed: 7, trainCount: 6000, testCount: 0 });
    expect(other.train.values).not.toEqual(sample.train.values);
    expect(other.train.labels).not.toEqual(sample.train.labels);
  });

  test("no operation is used whose last bits differ between engines", () => {
    const inexact = ["sin", "cos", "tan", "atan", "atan2", "exp", "log", "pow", "hypot", "cbrt"] as const;
    const spies = inexact.map((name) => vi.spyOn(Math, name));
    generateSensors({ seed: 3, trainCount: 240, testCount: 120 });
    for (const [at, spy] of spies.entries()) expect(spy, inexact[at]).not.toHaveBeenCalled();
  });

  test("have the decimals of a logger", () => {
    for (const name of sensorNames) {
      const other = valuesOf(sensors[name].column).filter(
        (value) => !Object.is(Math.fround(asLogged(value, sensors[name])), value),
      );
      expect(other, name).toEqual([]);
    }
  });
});

describe("the rows", () => {
  test("are 95 % normal, and have each fault as often as the others", () => {
    for (const { count, labels } of [sample.train, sample.test]) {
      const counts = sensorClasses.map((_, label) => labels?.filter((one) => one === label).length);
      expect(counts).toEqual([0.95 * count, ...Array.from({ length: 6 }, () => (0.05 * count) / 6)]);
    }
    expect(sample.classNames).toEqual(sensorClasses);
  });

  test("lack the ambient temperature in one of a hundred, and nothing else", () => {
    for (const { name, kind, ...facts } of sensorTable) {
      const share = shareOf(valuesOf(name), Number.isNaN);
      const isLacking = kind === "number" && "missing" in facts;
      expect(isLacking, name).toBe(name === "ambient (C)");
      // A hundredth of 6000 is 60, with a deviation of 7.7.
      if (isLacking) expect(Math.abs(share - 0.01) * 6000).toBeLessThan(5 * 7.7);
      else expect(share, name).toBe(0);
    }
  });

  test.each(sensorNames)("without a fault, %s stays within its range and uses most of it", (name) => {
    const { column, range } = sensors[name];
    const values = valuesOf(column, (label) => label === 0).filter((value) => !Number.isNaN(value));
    const [least, most] = [Math.min(...values), Math.max(...values)];
    expect(least).toBeGreaterThanOrEqual(range[0]);
    expect(most).toBeLessThanOrEqual(range[1]);
    expect(most - least).toBeGreaterThan(0.6 * (range[1] - range[0]));
  });

  test("have modes and pumps as often as their records say, one pump being rare", () => {
    const pump = valuesOf("pump");
    for (const [place, { share }] of pumps.entries()) {
      expect(shareOf(pump, (value) => value === place)).toBeCloseTo(share, 1);
    }
    expect(shareOf(pump, (value) => value === 2)).toBeLessThan(0.05);
    const mode = valuesOf("mode");
    expect(shareOf(mode, (value) => value === 1)).toBeCloseTo(0.65, 1);
  });
});

test.each([
  [{ seed: -1, trainCount: 1, testCount: 1 }, "seed"],
  [{ seed: 1, trainCount: 1.5, testCount: 1 }, "trainCount"],
  [{ seed: 1, trainCount: 1, testCount: -1 }, "testCount"],
])("%o is refused", (options, name) => {
  expect(() => generateSensors(options)).toThrow(UsageError);
  expect(() => generateSensors(options)).toThrow(`generateSensors: options.${name}: expected`);
});
