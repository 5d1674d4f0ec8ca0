import { expect, test } from "vitest";
import { nativeRuntime } from "../../../../../test/support/evaluate.ts";
import { createAutoencoder } from "../../inference/autoencoder.ts";
import { createRandom, type Random } from "../../random/random.ts";
import { buildModel } from "../../settings/build-model.ts";
import { resolveSettings } from "../../settings/resolve.ts";
import { trainingOptions } from "../../settings/training-options.ts";
import { fit } from "../../training/fit.ts";

// What a dictionary is for: rows that are sums of a few of many directions, more than the rows have columns.

const [columns, directionCount, active, units] = [12, 24, 2, 36];

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, at) => sum + value * b[at]!, 0);
const unit = (a: readonly number[]): number[] => a.map((value) => value / Math.sqrt(dot(a, a)));
const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b) / values.length;
const normals = (random: Random): number[] => Array.from({ length: columns }, () => random.normal());

const random = createRandom(1, "directions of a dictionary");
const directions = Array.from({ length: directionCount }, () => unit(normals(random)));
const offset = normals(random).map((value) => 10 * value);

function rows(count: number): number[][] {
  return Array.from({ length: count }, () => {
    const first = random.below(directionCount);
    const second = (first + 1 + random.below(directionCount - 1)) % directionCount;
    const [a, b] = [1 + random.uniform(), 1 + random.uniform()];
    return offset.map((value, at) => value + a * directions[first]![at]! + b * directions[second]![at]!);
  });
}

/** The share of the variance of standardised rows that as many principal components as are active leave: power iteration. */
function leftByComponents(given: readonly (readonly number[])[]): number {
  const columnsOf = offset.map((_, at) => given.map((row) => row[at]!));
  const standardised = columnsOf.map((column) => {
    const middle = mean(column);
    const deviation = Math.sqrt(mean(column.map((value) => (value - middle) ** 2)));
    return column.map((value) => (value - middle) / deviation);
  });
  const covariance = standardised.map((a) => standardised.map((b) => dot(a, b) / given.length));
  const found: number[][] = [];
  let explained = 0;
  for (let component = 0; component < active; component++) {
    let vector = unit(normals(random));
    for (let step = 0; step < 1000; step++) {
      const moved = covariance.map((row) => dot(row, vector));
      const left = found.reduce((rest, one) => {
        const along = dot(rest, one);
        return rest.map((value, at) => value - along * one[at]!);
      }, moved);
      vector = unit(left);
    }
    explained += dot(
      vector,
      covariance.map((row) => dot(row, vector)),
    );
    found.push(vector);
  }
  return 1 - explained / columns;
}

const train = rows(4000);
const heldOut = rows(1000);

test.each([
  { selection: "top-k:2", penalty: "dead-units:8,0.03125,2000" },
  { selection: "batch-top-k:2", penalty: "dead-units:8,0.03125,2000" },
])("of rows that are sums of a few directions it finds these: $selection", async (given) => {
  const sampleShape = { kind: "row", columns } as const;
  const settings = { latentSize: units, ...given };
  const model = buildModel("dictionary", { sampleShape, ...settings });
  const set = { kind: "row", columns, count: train.length, values: Float32Array.from(train.flat()) } as const;
  const options = resolveSettings(
    { model: "dictionary", ...settings, epochs: 60, batchSize: 64, learningRate: 2e-3 },
    "test",
    sampleShape,
  );
  const { weights, state } = await fit(
    await nativeRuntime(),
    model,
    { train: set },
    trainingOptions(options),
  );
  const kernel = weights.get("decoder.output.kernel")!;
  // Atoms are of standardised columns: times their deviations they are directions of rows.
  const deviations = weights.get("samples.deviation")!;
  const atoms = Array.from({ length: units }, (_, atom) =>
    unit(Array.from(deviations, (deviation, at) => deviation * kernel[atom * columns + at]!)),
  );
  const cosines = directions.map((direction) => Math.max(...atoms.map((atom) => dot(atom, direction))));
  expect(mean(cosines)).toBeGreaterThan(0.9);

  const autoencoder = await createAutoencoder(await nativeRuntime(), model, weights);
  const { mse } = await autoencoder.score(Float32Array.from(heldOut.flat()));
  const codes = await autoencoder.encode(Float32Array.from(heldOut.flat()));
  await autoencoder.release();
  // Of standardised rows the variance is 1.
  const left = mean([...mse]);
  expect(left).toBeLessThan(0.25 * leftByComponents(heldOut));
  expect(codes.filter((value) => value !== 0).length / heldOut.length).toBeCloseTo(active, 0);
  expect(state.history.at(-1)?.deadUnits).toBeLessThan(units - directionCount + 1);
});
