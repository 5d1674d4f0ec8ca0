import { expect, test } from "vitest";
import { expectClose } from "../../../../../test/support/closeness.ts";
import { minimise, type ValueAndGradient } from "./lbfgs.ts";

/** 100 (y - x^2)^2 + (1 - x)^2, whose minimum is at (1, 1), in a curved valley. */
async function rosenbrock([x, y]: Float64Array): Promise<ValueAndGradient> {
  const [a, b] = [x!, y!];
  const value = 100 * (b - a * a) ** 2 + (1 - a) ** 2;
  const gradient = Float64Array.of(-400 * a * (b - a * a) - 2 * (1 - a), 200 * (b - a * a));
  return { value, gradient };
}

const precise = { tolerance: 1e-9, maximumIterations: 200 };

test("follows a curved valley to its end, and leaves the start as it is", async () => {
  const start = Float64Array.of(-1.2, 1);
  const found = await minimise(rosenbrock, start, precise);
  expect(found.converged).toBe(true);
  expect(found.point[0]).toBeCloseTo(1, 8);
  expect(found.point[1]).toBeCloseTo(1, 8);
  // Steepest descent needs thousands.
  expect(found.iterations).toBeLessThan(60);
  expect([...start]).toEqual([-1.2, 1]);
});

test("a quadratic of 30 variables whose curvatures differ by 10^4", async () => {
  const curvature = Float64Array.from({ length: 30 }, (_, index) => 10 ** ((4 * index) / 29));
  const found = await minimise(
    async (x) => ({
      value: x.reduce((sum, entry, index) => sum + 0.5 * curvature[index]! * (entry - index) ** 2, 0),
      gradient: x.map((entry, index) => curvature[index]! * (entry - index)),
    }),
    new Float64Array(30),
    { ...precise, maximumIterations: 1000 },
  );
  expect(found.converged).toBe(true);
  found.point.forEach((entry, index) => {
    expect(entry).toBeCloseTo(index, 8);
  });
});

test("steps out of the domain, where values are no numbers, are taken back", async () => {
  const found = await minimise(
    async ([x]) => ({ value: x! - 2 * Math.log(x!), gradient: Float64Array.of(1 - 2 / x!) }),
    Float64Array.of(40),
    precise,
  );
  expect(found.point[0]).toBeCloseTo(2, 7);
});

test("a start at the minimum is the minimum", async () => {
  const found = await minimise(rosenbrock, Float64Array.of(1, 1), precise);
  expect(found).toMatchObject({ iterations: 0, converged: true });
});

test("stops after the last iteration, and says that it has not converged", async () => {
  const found = await minimise(rosenbrock, Float64Array.of(-1.2, 1), {
    tolerance: 1e-9,
    maximumIterations: 5,
  });
  expect(found).toMatchObject({ iterations: 5, converged: false });
});

test("finds the minimum by slopes where the rounding of the values hides a descent", async () => {
  const coarse = async (point: Float64Array): Promise<ValueAndGradient> => {
    const { value, gradient } = await rosenbrock(point);
    return { value: Math.round(value * 16) / 16, gradient };
  };
  const found = await minimise(coarse, Float64Array.of(-1.2, 1), { ...precise, maximumIterations: 1000 });
  expect(found.converged).toBe(true);
  expectClose(found.point, [1, 1], 1e-4);
});

test("stops where no step descends", async () => {
  const level = async (): Promise<ValueAndGradient> => ({ value: 1, gradient: Float64Array.of(1) });
  const found = await minimise(level, Float64Array.of(0), { tolerance: 0, maximumIterations: 1000 });
  expect(found).toMatchObject({ converged: false, iterations: 0 });
});

test("can be stopped before every iteration", async () => {
  const onIteration = (iteration: number): void => {
    if (iteration === 3) throw new Error("enough");
  };
  await expect(minimise(rosenbrock, Float64Array.of(-1.2, 1), { ...precise, onIteration })).rejects.toThrow(
    "enough",
  );
});
