import { join } from "node:path";
import { zipSync } from "fflate";
import type { Tensors } from "hourglass-core/internal/runtime/runtime.ts";
import * as everywhere from "hourglass-lab";
import * as forNode from "hourglass-lab/node";
import { plainPng, writeFiles } from "./own-files.ts";
import { tinyModel } from "./programs.ts";
import { sampleImages } from "./sample-images.ts";

/** A call of a function of the public interface that is right. */
export interface PublicCall {
  /** `fit`, or `Autoencoder.encode` for a method of what a function returns. */
  readonly name: string;
  readonly call: (...given: never[]) => unknown;
  readonly given: readonly unknown[];
}

/**
 * A right call of every function that is exported, and of every method of what these return.
 * @param folder for files
 */
export async function publicCalls(folder: string): Promise<readonly PublicCall[]> {
  const { runFolder, createNodeRuntime, trainRun, openRun, lockFolder, createRunMeasurer } = forNode;
  const runtime = await createNodeRuntime({ threads: 1 });
  const model = tinyModel();
  const { architecture, sampleShape: imageShape } = model;
  const weights = everywhere.initialWeights(model, 1);
  const images = { ...sampleImages(model, 30), labels: Uint8Array.from({ length: 30 }, (_, at) => at % 3) };
  const few = everywhere.sliceImages(images, 0, 4);
  const splits = {
    train: everywhere.sliceImages(images, 0, 18),
    validation: everywhere.sliceImages(images, 18, 24),
    test: everywhere.sliceImages(images, 24, 30),
  };
  const dataset = {
    ...{ name: "bars", title: "Bars", source: "a test", licence: "none", classNames: ["a", "b", "c"] },
    ...{ checksums: {}, train: everywhere.sliceImages(images, 0, 24), test: splits.test },
  };
  const settings = everywhere.resolveSettings({ latentSize: 4, epochs: 1, batchSize: 8 }, "test");
  const options = { epochs: 1, batchSize: 8, learningRate: 0.01, seed: 1 };
  const trained = await everywhere.fit(runtime, model, splits, options);
  const autoencoder = await everywhere.createAutoencoder(runtime, model, trained.weights);
  const gaussian = everywhere.buildModel("variational", {
    sampleShape: imageShape,
    hidden: [4],
    latentSize: 2,
  });
  const linear = everywhere.buildModel("vanilla", {
    ...{ sampleShape: imageShape, latentSize: 2, codeActivation: "linear", outputActivation: "linear" },
  });
  const { variational } = await everywhere.createAutoencoder(
    runtime,
    gaussian,
    everywhere.initialWeights(gaussian, 1),
  );
  const classifier = everywhere.buildClassifier(model, { classes: 3 });
  const classified = await everywhere.fitClassifier(runtime, classifier, splits, options);
  const trainedClassifier = await everywhere.createClassifier(runtime, classifier, classified.weights);
  const objective = { loss: "bce", beta: 1, binarize: false } as const;
  const { optimizer } = everywhere.defaultTraining;
  const trainer = everywhere.trainerProgram(model, objective, optimizer);
  const program = everywhere.encoderProgram(model, weights);
  const onnx = everywhere.toOnnx(program);
  const executable = await runtime.load(onnx);
  const pixels: Tensors = { images: { dtype: "float32", shape: [1, 25], data: new Float32Array(25) } };
  const baseline = everywhere.createPixelBaseline(runtime, splits);
  const toMeasure = { runtime, autoencoder, splits, baseline };
  const representation = everywhere.createRepresentation(toMeasure);
  const sampler = await everywhere.fitSampler(autoencoder, splits, { components: [1] });
  const npy = everywhere.encodeNpy(few.images, [4, 25]);
  const npz = zipSync({ "a.npy": npy });
  const saved = everywhere.saveAutoencoder({ model, weights });
  const evaluation = await everywhere.evaluate(autoencoder, splits.test);
  const run = runFolder(join(folder, "run"));
  await trainRun({ folder: run, settings, dataset, runtime });
  const opened = await openRun(run.path, runtime);
  const picture = join(folder, "picture.png");
  await writeFiles(folder, { "picture.png": plainPng(9, 5, 5) });
  const lock = await lockFolder(join(folder, "locked"));
  const scratch = runFolder(join(folder, "scratch"));
  const aborted = AbortSignal.abort(new everywhere.HourglassError("the test has stopped it"));
  const withoutData = { dataDir: folder, signal: aborted, generate: () => Promise.reject(aborted.reason) };
  const layer = everywhere.dense("layer", 25, 4, "relu");
  const values = trainer.inputs.map(({ value }) => value);
  const [given, ...parameters] = program.inputs.map(({ value }) => value);
  const measurer = createRunMeasurer(runtime);
  const noise = { kind: "masking", level: 0.5 };
  const record = { epoch: 1, trainingLoss: 1, seconds: 1, imagesPerSecond: 1 };
  const hooks = { signal: new AbortController().signal, onProgress: () => {} };

  const calls: Readonly<Record<string, readonly [PublicCall["call"], ...unknown[]]>> = {
    architectureOf: [everywhere.architectureOf, settings, imageShape],
    autoencoderProgram: [everywhere.autoencoderProgram, model, weights],
    bestEpoch: [everywhere.bestEpoch, trained.state.history],
    buildArchitecture: [everywhere.buildArchitecture, architecture, imageShape],
    buildClassifier: [everywhere.buildClassifier, model, { classes: 3, hidden: [4], fineTune: true }],
    buildModel: [everywhere.buildModel, "vanilla", { sampleShape: imageShape, latentSize: 4 }],
    createAutoencoder: [everywhere.createAutoencoder, runtime, model, weights, objective],
    classifierProgram: [everywhere.classifierProgram, classifier, classified.weights],
    createClassifier: [everywhere.createClassifier, runtime, classifier, classified.weights],
    createRepresentation: [everywhere.createRepresentation, toMeasure],
    createModel: [everywhere.createModel, "mine", imageShape, model.encoder, model.decoder, "deterministic"],
    createPixelBaseline: [everywhere.createPixelBaseline, runtime, splits],
    principalWeights: [everywhere.principalWeights, runtime, linear, images],
    createWebRuntime: [everywhere.createWebRuntime, { threads: 1, device: "wasm" }],
    decodeAutoencoder: [everywhere.decodeAutoencoder, saved, "mine.safetensors"],
    decodeNpy: [everywhere.decodeNpy, npy, "a.npy"],
    decodeSafetensors: [everywhere.decodeSafetensors, saved, "mine.safetensors"],
    decoderProgram: [everywhere.decoderProgram, model, weights],
    dense: [everywhere.dense, "layer", 25, 4, "relu", everywhere.dense("other", 4, 25, "linear")],
    describeObjective: [everywhere.describeObjective, model, objective],
    digitFactors: [everywhere.digitFactors, 1, "train", 3],
    encodeIdx: [everywhere.encodeIdx, [4, 25], few.images],
    encodeNpy: [everywhere.encodeNpy, few.images, [4, 25]],
    encodeSafetensors: [everywhere.encodeSafetensors, { tensors: new Map(), metadata: { a: "b" } }],
    encoderProgram: [everywhere.encoderProgram, model, weights],
    evaluate: [
      everywhere.evaluate,
      autoencoder,
      splits.test,
      { rankBy: "mse", objective, importanceSamples: 0, codeShape: { rows: 2, columns: 2 }, ...hooks },
    ],
    evaluatorProgram: [everywhere.evaluatorProgram, model, { kind: "masking", level: 0.3 }],
    fitSampler: [everywhere.fitSampler, autoencoder, splits, { components: [1, 2], ...hooks }],
    fit: [
      everywhere.fit,
      runtime,
      model,
      splits,
      {
        ...{ ...options, objective, optimizer, restoreBest: false },
        schedule: { kind: "step", everyEpochs: 2, factor: 0.5, warmUpEpochs: 0 },
        earlyStopping: { monitor: "validation", patience: 1, minDelta: 0 },
      },
      { from: trained.state, stepsPerChunk: 2, onEpoch: () => {}, ...hooks },
    ],
    fitClassifier: [
      everywhere.fitClassifier,
      runtime,
      classifier,
      splits,
      { ...options, optimizer, restoreBest: false },
      { from: classified.state, stepsPerChunk: 2, onEpoch: () => {}, ...hooks },
    ],
    generateDigits: [everywhere.generateDigits, { seed: 1, trainCount: 2, testCount: 1, ...hooks }],
    generateSensors: [everywhere.generateSensors, { seed: 1, trainCount: 2, testCount: 1 }],
    gradients: [everywhere.gradients, values[2], [values[2]]],
    imageSize: [everywhere.imageSize, imageShape],
    initialWeights: [everywhere.initialWeights, model, 1],
    loadAutoencoder: [everywhere.loadAutoencoder, runtime, saved, { file: "mine.safetensors", objective }],
    modelParameters: [everywhere.modelParameters, model],
    openNpz: [everywhere.openNpz, npz, "a.npz", 1000],
    parameterCount: [everywhere.parameterCount, model],
    parseArchitecture: [everywhere.parseArchitecture, architecture, "mine.json"],
    parseIdx: [everywhere.parseIdx, everywhere.encodeIdx([4, 25], few.images), "images", 2],
    renderFigureRows: [everywhere.renderFigureRows, evaluation.pictures],
    renderReport: [
      everywhere.renderReport,
      {
        ...{ summary: opened.summary, history: opened.history, evaluation },
        document: forNode.createDocument(),
      },
    ],
    resolveSettings: [everywhere.resolveSettings, { model: "sparse", latentSize: 4 }, "mine"],
    saveAutoencoder: [everywhere.saveAutoencoder, { model, weights }, { a: "b" }],
    requireImageData: [everywhere.requireImageData, dataset],
    sampleSize: [everywhere.sampleSize, imageShape],
    shapeOf: [everywhere.shapeOf, images],
    sliceImages: [everywhere.sliceImages, images, 1, 3],
    sliceSamples: [everywhere.sliceSamples, images, 1, 3],
    splitDataset: [everywhere.splitDataset, dataset, { validation: 4, train: 10 }],
    takeImages: [everywhere.takeImages, images, Int32Array.of(2, 0)],
    takeSamples: [everywhere.takeSamples, images, Int32Array.of(2, 0)],
    valuesOf: [everywhere.valuesOf, images],
    takeMeasures: [everywhere.takeMeasures, ["rank"], representation, hooks],
    toOnnx: [everywhere.toOnnx, program],
    trainerProgram: [everywhere.trainerProgram, model, objective, optimizer, "float64"],
    trainingOptions: [everywhere.trainingOptions, settings],

    cacheFolder: [
      forNode.cacheFolder,
      folder,
      { environment: { HOURGLASS_DATA: folder }, platform: "linux", home: folder },
    ],
    createDocument: [forNode.createDocument],
    createNodeRuntime: [createNodeRuntime, { threads: 1, webAssembly: false, onNotice: () => {} }],
    createRunMeasurer: [createRunMeasurer, runtime],
    fetchDataset: [forNode.fetchDataset, "digits", { ...withoutData, patience: { attempts: 1 } }],
    isDataPath: [forNode.isDataPath, "./images"],
    loadDataset: [
      forNode.loadDataset,
      picture,
      { ...withoutData, imageSize: { height: 5, width: 5 }, gray: true, splitSeed: 1, download: false },
    ],
    lockFolder: [lockFolder, join(folder, "another")],
    openRun: [openRun, run.path, runtime],
    readHistory: [forNode.readHistory, run],
    readImages: [forNode.readImages, picture, imageShape, { resize: true, onNotice: () => {} }],
    readSamples: [forNode.readSamples, picture, imageShape, { resize: true, onNotice: () => {} }],
    readSummary: [forNode.readSummary, run],
    runFolder: [runFolder, run.path, lock],
    trainRun: [
      trainRun,
      { folder: run, settings, architecture, dataset, runtime, onEpoch: () => {}, ...hooks },
    ],

    "Autoencoder.train": [
      everywhere.Autoencoder.train,
      images,
      {
        runtime,
        latentSize: 4,
        epochs: 1,
        validation: 0.2,
        initialWeights: weights,
        onEpoch: () => {},
        ...hooks,
      },
    ],
    "Autoencoder.load": [
      everywhere.Autoencoder.load,
      saved,
      { runtime, file: "mine.safetensors", objective },
    ],
    "node Autoencoder.train": [forNode.Autoencoder.train, images, { threads: 1, latentSize: 4, epochs: 1 }],
    "node Autoencoder.load": [forNode.Autoencoder.load, saved, { threads: 1, objective }],
    readInitialWeights: [forNode.readInitialWeights, run.path],
    ...methods("Autoencoder", autoencoder, {
      encode: [few.images],
      decode: [new Float32Array(8)],
      reconstruct: [few.images],
      score: [few.images],
      features: [few.images],
      corrupt: [few.images, noise, 0],
      scoreCorrupted: [few.images, noise, 0],
      codeCorrupted: [few.images, noise, 0],
    }),
    ...methods("TrainedClassifier", trainedClassifier, { predict: [few.images] }),
    ...methods("Autoencoder.variational", variational as Required<NonNullable<typeof variational>>, {
      bound: [few.images],
      logLikelihood: [few.images, 3, hooks],
      posterior: [few.images],
    }),
    ...methods("Runtime", runtime, { load: [onnx, {}] }),
    ...methods("Executable", executable, { run: [pixels] }),
    ...methods("NpzFile", await everywhere.openNpz(npz, "a.npz", 1000), { read: ["a"] }),
    ...methods("Representation", representation, { codes: ["test"], reconstructions: [], labels: ["test"] }),
    ...methods("PixelBaseline", baseline, {
      principalComponents: [2, hooks],
      probe: [hooks],
      neighbours: [hooks],
      manifold: [hooks],
    }),
    ...methods("Sampler", sampler, { draw: [3, 1] }),
    ...methods("Measure", everywhere.measures["rank"]!, {
      measure: [representation, hooks],
      memory: [{ train: 9, validation: 0, test: 9, imageSize: 25, latentSize: 4, classes: 3 }],
    }),
    ...methods("Layer", layer, { apply: [given, parameters] }),
    ...methods("RunFolder", scratch, {
      write: ["a.txt", "text"],
      writeAll: [[["b.txt", new Uint8Array(3)]]],
      read: ["a.txt", 1000],
      has: ["a.txt"],
      remove: ["c.txt"],
      appendEpoch: [record],
      recordChecksums: [],
      readChecksums: [],
      removeLeftovers: [],
    }),
    ...methods("FolderLock", lock, { requireHeld: [] }),
    ...methods("RunMeasurer", measurer, {
      measure: [["rank"], opened, dataset, hooks],
      probe: [opened, dataset, hooks],
    }),
  };
  return Object.entries(calls).map(([name, [call, ...given]]) => ({ name, call, given }));
}

/** Calls of all methods of an object but `release`, which takes nothing and ends the others. */
function methods<T extends object>(
  name: string,
  object: T,
  given: { readonly [Name in MethodNames<T>]: readonly unknown[] },
): Record<string, readonly [PublicCall["call"], ...unknown[]]> {
  return Object.fromEntries(
    Object.entries<readonly unknown[]>(given).map(([method, values]) => [
      `${name}.${method}`,
      [Reflect.get(object, method) as PublicCall["call"], ...values] as const,
    ]),
  );
}

type MethodNames<T> = Exclude<
  {
    [Name in keyof T]-?: NonNullable<T[Name]> extends (...given: never[]) => unknown ? Name : never;
  }[keyof T],
  "release"
>;
