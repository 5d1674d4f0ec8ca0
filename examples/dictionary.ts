// A dictionary of rows of numbers, as people train them on the inside of language models. Of 24 directions, two are added up to each row of 12
// numbers. No 12 components can tell 24 directions apart; a dictionary of 36 atoms, two for each row, finds them again, and rebuilds rows that it
// has not seen. In a checkout: npm run example dictionary
import { Autoencoder } from "hourglass-lab/node";

const [columns, directionCount, units] = [12, 24, 36];

let state = 1;
/** Seeded numbers from 0 to 1: Marsaglia's xorshift. */
const uniform = (): number => {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return (state >>> 0) / 2 ** 32;
};
const normal = (): number => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
const vector = (size: number, value: (at: number) => number): number[] =>
  Array.from({ length: size }, (_, at) => value(at));
const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, at) => sum + value * (b[at] as number), 0);
/** The same direction with length 1. */
const unit = (a: readonly number[]): number[] => a.map((value) => value / Math.sqrt(dot(a, a)));

const directions = vector(directionCount, () => 0).map(() => unit(vector(columns, normal)));
/** An offset, and two directions, each once to twice. */
function row(): number[] {
  const first = Math.floor(directionCount * uniform());
  const second = (first + 1 + Math.floor((directionCount - 1) * uniform())) % directionCount;
  const [a, b] = [1 + uniform(), 1 + uniform()];
  const [u, v] = [directions[first], directions[second]] as [number[], number[]];
  return vector(columns, (at) => 3 + a * (u[at] as number) + b * (v[at] as number));
}
const rowsOf = (count: number): Float32Array => Float32Array.from(vector(count, () => 0).flatMap(row));

const train = { kind: "row", count: 6000, columns, values: rowsOf(6000) } as const;
const autoencoder = await Autoencoder.train(train, {
  ...{ model: "dictionary", latentSize: units, selection: "top-k:2", penalty: "dead-units:8,0.03125,2000" },
  ...{ epochs: 60, batchSize: 64, learningRate: 1e-3 },
});

// Atoms are of standardised columns: times their deviations they are directions of rows.
const kernel = autoencoder.weights.get("decoder.output.kernel") as Float32Array;
const deviations = autoencoder.weights.get("samples.deviation") as Float32Array;
const atoms = vector(units, (atom) => atom).map((atom) =>
  unit(vector(columns, (at) => (kernel[atom * columns + at] as number) * (deviations[at] as number))),
);
const cosines = directions.map((direction) => Math.max(...atoms.map((atom) => dot(atom, direction))));
const mean = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((a, b) => a + b) / values.length;
console.log("cosine of a direction and its nearest atom, mean:", mean(cosines));
console.log(Math.min(...cosines) > 0.9); // true

// Of standardised rows the variance is 1: an error is the share of it that is not explained.
const { mse } = await autoencoder.score(rowsOf(1000));
console.log("variance unexplained:", mean(mse));
console.log(mean(mse) < 0.1); // true
