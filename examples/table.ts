// Rows of a table: what an autoencoder expects of each column, in its own unit. `loadDataset("table.csv")` reads a file of one's own in the same
// way. In a checkout: npm run example table
import { Autoencoder, loadDataset } from "hourglass-lab/node";

const { train, test } = await loadDataset("sensors");
const autoencoder = await Autoencoder.train(train, { model: "deep", hidden: [32], latentSize: 6, epochs: 4 });
const expected = await autoencoder.reconstruct(test.values); // [5000, 13], of words their places

const names = test.table?.map(({ name }) => name) ?? [];
const speed = names.indexOf("speed (rpm)");
console.log(names.length, expected.length / test.count); // 13 13

// The first test row, beside what the model expects of each of its numbers.
console.log(Math.abs((expected[speed] ?? 0) / (test.values[speed] ?? 0) - 1) < 0.2); // true

const power = names.indexOf("power (kW)");
console.log(Math.abs((expected[power] ?? 0) - (test.values[power] ?? 0)) < 10); // true
