// The way of one image, from its bytes to the report: ten minutes of reading. At each step the comment names the file to read next. In
// a checkout: npm run example one-image
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as hourglass from "hourglass-lab";
import { createDocument, createNodeRuntime, openRun, runFolder, trainRun } from "hourglass-lab/node";

// Its bytes, in the format in which MNIST was published: 28 x 28 of them behind a header of 16. packages/lab/src/data/formats/idx.ts
const { train, test } = await hourglass.generateDigits({ seed: 1, trainCount: 700, testCount: 100 });
const file = hourglass.encodeIdx([test.count, 28, 28], test.images);
const { values } = hourglass.parseIdx(file, "t10k-images-idx3-ubyte", 3);
const image = values.subarray(0, 28 * 28);
console.log(file.length, image.length, Math.max(...image)); // 78416 784 255

// It is one of those that decide nothing: others are trained on, and others again would choose. packages/core/src/data/split.ts
const about = { name: "digits", title: "Digits", source: "generated here", licence: "none" };
const rest = { classNames: [..."0123456789"], checksums: {} };
const dataset = { ...about, ...rest, train, test: { ...test, images: values } };
const splits = hourglass.splitDataset(dataset, { validation: 100 });

// Settings say what is done to it, layer by layer. packages/core/src/settings/settings-table.ts, packages/core/src/model/build.ts, packages/core/src/model/layers/dense.ts
const chosen = { latentSize: 16, epochs: 4, batchSize: 50, validation: 100, threads: 1 };
const settings = hourglass.resolveSettings(chosen);
const model = hourglass.buildArchitecture(hourglass.architectureOf(settings, train), train);
console.log(model.encoder[0]?.description); // dense 784 -> 16, relu

// Model, objective and optimiser become one program, a loop over steps. packages/core/src/program/trainer.ts, packages/core/src/program/objective.ts
const options = hourglass.trainingOptions(settings);
const program = hourglass.trainerProgram(model, options.objective, options.optimizer);
console.log(hourglass.describeObjective(model, options.objective)); // binary cross-entropy in nats, mean over pixels and images
console.log(program.inputs.length, program.outputs.at(-1)?.name); // 16 loss

// ONNX Runtime executes it, a chunk of steps at a time. packages/core/src/training/fit.ts, packages/core/src/training/chunk.ts, packages/core/src/runtime/node.ts
const runtime = await createNodeRuntime({ threads: 1 });
const { weights } = await hourglass.fit(runtime, model, splits, options);

// Encoder and decoder are programs as well: the image becomes a code, and an image again. packages/core/src/inference/autoencoder.ts
const autoencoder = await hourglass.createAutoencoder(runtime, model, weights);
const code = await autoencoder.encode(image);
const reconstruction = await autoencoder.decode(code);
console.log(code.length, reconstruction.length); // 16 784

// Its error, once by the evaluator's program and once by hand. packages/core/src/program/evaluator.ts, packages/lab/src/evaluation/evaluate.ts
const [error = 0] = (await autoencoder.score(image)).mse;
const squares = Array.from(image, (byte, pixel) => (byte / 255 - Number(reconstruction[pixel])) ** 2);
console.log(Math.abs(squares.reduce((sum, square) => sum + square) / squares.length - error) < 1e-6); // true

// The same training as a run on disk has the same bits. packages/lab/src/run/train-run.ts, packages/lab/src/run/open-run.ts
const folder = await mkdtemp(join(tmpdir(), "one-image-"));
await trainRun({ folder: runFolder(folder), settings, dataset, runtime });
const { summary, history, autoencoder: opened } = await openRun(folder, runtime);
console.log((await opened.encode(image)).every((value, index) => value === code[index])); // true

// A page tells all of it. packages/lab/src/report/run/report.tsx, packages/lab/src/report/run/sections/sections.ts
const evaluation = await hourglass.evaluate(opened, splits.test, { train: splits.train });
const { html } = hourglass.renderReport({ summary, history, evaluation, document: createDocument() });
console.log(html.includes("<title>")); // true
await rm(folder, { recursive: true });
