// The way of one image, from its bytes to the report: ten minutes of reading. At each step the comment names the files to read next, 17
// in all (core/ is packages/core/src, lab/ is packages/lab/src). In a checkout: npm run example one-image
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as hourglass from "hourglass-lab";
import { createDocument, createNodeRuntime, openRun, runFolder, trainRun } from "hourglass-lab/node";

// Its bytes, in the format in which MNIST was published: 28 x 28 of them behind a header of 16. lab/data/formats/idx.ts
const { train, test } = await hourglass.generateDigits({ seed: 1, trainCount: 700, testCount: 100 });
const file = hourglass.encodeIdx([test.count, 28, 28], test.images);
const { values } = hourglass.parseIdx(file, "t10k-images-idx3-ubyte", 3);
const image = values.subarray(0, 28 * 28);
console.log(file.length, image.length, Math.max(...image)); // 78416 784 255

// It is one of those that decide nothing: others are trained on, and others again would choose. core/data/split.ts
const about = { name: "digits", title: "Digits", source: "generated here", licence: "none" };
const rest = { classNames: [..."0123456789"], checksums: {} };
const dataset = { ...about, ...rest, train, test: { ...test, images: values } };
const splits = hourglass.splitDataset(dataset, { validation: 100 });

// Settings say what is done to it, layer by layer. core/settings/settings-table.ts, core/model/build.ts, core/model/layers/dense.ts
const chosen = { latentSize: 16, epochs: 4, batchSize: 50, validation: 100, threads: 1 };
const settings = hourglass.resolveSettings(chosen);
const model = hourglass.buildArchitecture(hourglass.architectureOf(settings, train), train);
console.log(model.encoder[0]?.description); // dense 784 -> 16, relu

// Model, objective and optimiser become one program, a loop over steps. core/program/trainer.ts, core/program/objective.ts
const options = hourglass.trainingOptions(settings);
const program = hourglass.trainerProgram(model, options.objective, options.optimizer);
console.log(hourglass.describeObjective(model, options.objective)); // binary cross-entropy in nats, mean over pixels and images
console.log(program.inputs.length, program.outputs.at(-1)?.name); // 16 loss

// ONNX Runtime executes it, a chunk of steps at a time. core/training/fit.ts, core/training/chunk.ts, core/runtime/node.ts
const runtime = await createNodeRuntime({ threads: 1 });
const { weights } = await hourglass.fit(runtime, model, splits, options);

// Encoder and decoder are programs as well: the image becomes a code, and an image again. core/inference/autoencoder.ts
const autoencoder = await hourglass.createAutoencoder(runtime, model, weights);
const code = await autoencoder.encode(image);
const reconstruction = await autoencoder.decode(code);
console.log(code.length, reconstruction.length); // 16 784

// Its error, once by the evaluator's program and once by hand. core/program/evaluator.ts, lab/evaluation/evaluate.ts
const [error = 0] = (await autoencoder.score(image)).mse;
const squares = Array.from(image, (byte, pixel) => (byte / 255 - Number(reconstruction[pixel])) ** 2);
console.log(Math.abs(squares.reduce((sum, square) => sum + square) / squares.length - error) < 1e-6); // true

// The same training as a run on disk has the same bits. lab/run/train-run.ts, lab/run/open-run.ts
const folder = await mkdtemp(join(tmpdir(), "one-image-"));
await trainRun({ folder: runFolder(folder), settings, dataset, runtime });
const { summary, history, autoencoder: opened } = await openRun(folder, runtime);
console.log((await opened.encode(image)).every((value, index) => value === code[index])); // true

// A page tells all of it. lab/report/run/report.tsx, lab/report/run/sections/sections.ts
const evaluation = await hourglass.evaluate(opened, splits.test, { train: splits.train });
const { html } = hourglass.renderReport({ summary, history, evaluation, document: createDocument() });
console.log(html.includes("<title>")); // true
await rm(folder, { recursive: true });
