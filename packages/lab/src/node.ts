// The public interface that needs Node: all of hourglass-core/node, and what is added to it, in the order in which data flows;
// the rest is in index.ts.

export * from "hourglass-core/node";

// data

export { cacheFolder } from "./data/catalogue/cache.ts";
export type { FetchedFile } from "./data/catalogue/entry-files.ts";
export type { DataOptions, Progress } from "./data/data-options.ts";
export { type FetchOptions, fetchDataset } from "./data/download/fetch.ts";
export { type FolderLock, lockFolder } from "./data/files/lock.ts";
export type { ImageSize } from "./data/formats/scale-image.ts";
export { type LoadOptions, loadDataset } from "./data/load.ts";
export type { Format, FoundData } from "./data/own/format.ts";
export { formats } from "./data/own/formats.ts";
export { isDataPath } from "./data/own/load-own.ts";
export type { NamedImages, OwnData, OwnDataOptions } from "./data/own/own-data.ts";
export { type ReadImagesOptions, readImages, readSamples } from "./data/own/read-images.ts";
export type { SourceFolder } from "./data/own/source-folder.ts";

// run

export type { RunSummary, SplitMetrics } from "./run/files/summary.ts";
export type { WeightsFile } from "./run/files/weights.ts";
export { type RunFolder, readHistory, readSummary, runFiles, runFolder } from "./run/folder.ts";
export { readInitialWeights } from "./run/initial-weights.ts";
export { createRunMeasurer, type RunMeasurer } from "./run/measure-run.ts";
export { type OpenedRun, openRun } from "./run/open-run.ts";
export { type TrainedRun, trainRun } from "./run/train-run.ts";
export type { TrainRunOptions } from "./run/train-run-options.ts";

// detector

export { Detector, type NodeDetectorOptions, type NodeDetectors } from "./detector/node-detector.ts";

// report

export { createDocument } from "./report/page/document.ts";
