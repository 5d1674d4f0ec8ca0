// The public interface that runs everywhere, in Node and in a browser: all of hourglass-core, and what is added to it, in the order
// in which data flows. What needs Node (files, downloads, runs on disk) is in node.ts.

export * from "hourglass-core";

// data

export { catalogue } from "./data/catalogue/catalogue.ts";
export { factorNames } from "./data/digits/factors.ts";
export { digitFactors, digitsSeed, generateDigits } from "./data/digits/generate.ts";
export { encodeIdx, parseIdx } from "./data/formats/idx.ts";
export { decodeNpy, encodeNpy } from "./data/formats/npy.ts";
export { type NpzFile, openNpz } from "./data/formats/npz.ts";
export { generateSensors, type Sensors, type SensorsOptions, sensorsSeed } from "./data/sensors/generate.ts";

// evaluation

export { evaluate } from "./evaluation/evaluate.ts";
export type {
  Evaluation,
  EvaluationFigures,
  SoundEvaluation,
  UnsoundEvaluation,
} from "./evaluation/evaluation.ts";
export type { EvaluationOptions } from "./evaluation/evaluation-options.ts";
export type { Warning } from "./evaluation/warnings.ts";

// measures

export type { Measure, MeasureResult } from "./measures/measure.ts";
export type { MeasureSizes } from "./measures/measure-sizes.ts";
export {
  type MeasureName,
  type MeasuringHooks,
  measureNames,
  measures,
  takeMeasures,
} from "./measures/measures.ts";
export type { CodeMixtureFindings, MixtureCandidate } from "./measures/mixture/code-mixture.ts";
export { fitSampler, type Sampler, type SamplerOptions } from "./measures/mixture/sampler.ts";
export { NotMeasurableError } from "./measures/not-measurable.ts";
export { createPixelBaseline, type PixelBaseline } from "./measures/pixel-baseline.ts";
export { principalWeights } from "./measures/reconstruction/principal-weights.ts";
export {
  createRepresentation,
  type Representation,
  type RepresentationOptions,
  type TrueFactors,
} from "./measures/representation.ts";

// detector

export {
  Detector,
  type DetectorLoadOptions,
  type DetectorOptions,
  type Detectors,
  type Findings,
} from "./detector/detector.ts";
export type { DetectorAims } from "./detector/plan.ts";
export type { Reason } from "./detector/reasons.ts";
export type { Threshold } from "./detector/threshold.ts";

// report

export type { Report } from "./report/page/report.ts";
export { renderFigureRows } from "./report/pictures/picture-grid.ts";
export { renderReport } from "./report/run/report.tsx";
export type { ReportInput } from "./report/run/report-input.ts";
