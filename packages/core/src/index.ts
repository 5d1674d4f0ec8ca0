// The public interface that runs everywhere, in Node and in a browser, in the order in which data flows. What reads and writes
// files is in node.ts.

// shared by all stages

export { HourglassError, UsageError } from "./errors.ts";

// kinds

export type {
  AnyValues,
  Choice,
  Field,
  FlagField,
  Kind,
  NoValues,
  NumberField,
  OwnSetting,
} from "./kinds/kind.ts";
export type { KindTable, Named } from "./kinds/table.ts";

// random

export type { Random } from "./random/random.ts";

// data

export type { NpyArray, NpyData } from "./data/array.ts";
export { type Dataset, type ImageSet, imageSize, sliceImages, takeImages } from "./data/image-set.ts";
export { requireImageData } from "./data/require-dataset.ts";
export type { RowSet } from "./data/samples/row.ts";
export type { Samples } from "./data/samples/sample-kinds.ts";
export { shapeOf, sliceSamples, takeSamples, valuesOf } from "./data/samples/samples.ts";
export type { SeriesSet } from "./data/samples/series.ts";
export { type ImageShape, type SampleShape, sampleSize } from "./data/samples/shape.ts";
export { type SplitSizes, type Splits, splitDataset } from "./data/split.ts";

// graph

export { gradients } from "./graph/differentiate.ts";
export { type Program, toOnnx } from "./graph/onnx/serialise.ts";
export { ShapeError } from "./graph/type.ts";

// model

export { type ActivationName, activationNames, activations } from "./model/activation.ts";
export type { ActivationKind } from "./model/activations/activation-kind.ts";
export {
  type Architecture,
  type ArchitectureInput,
  type LayerInput,
  type LayerSpec,
  parseArchitecture,
} from "./model/architecture.ts";
export { buildArchitecture } from "./model/build.ts";
export { buildClassifier, type Classifier, type ClassifierOptions } from "./model/classifier.ts";
export type { CodebookKind } from "./model/codebooks/codebook-kind.ts";
export { codebooks } from "./model/codebooks/codebooks.ts";
export type { CodeDistribution, CodeKind, CodeTerm, Dictionary } from "./model/codes/code-kind.ts";
export { codes } from "./model/codes/codes.ts";
export type { Fans, InitializerKind } from "./model/initializers/initializer-kind.ts";
export { initializers } from "./model/initializers/initializers.ts";
export type { FeatureShape, Layer, TrainingPass } from "./model/layer.ts";
export { dense } from "./model/layers/dense.ts";
export type { AnyLayerKind, BuildContext, LayerKind } from "./model/layers/layer-kind.ts";
export { layers } from "./model/layers/layers.ts";
export {
  createModel,
  initialWeights,
  type Model,
  modelParameters,
  parameterCount,
} from "./model/model.ts";
export type { Noise } from "./model/noise.ts";
export type { OutputKind } from "./model/outputs/output-kind.ts";
export { outputs } from "./model/outputs/outputs.ts";
export type { Parameter, Weights } from "./model/parameter.ts";
export type { SelectionKind } from "./model/selections/selection-kind.ts";
export { selections } from "./model/selections/selections.ts";

// program

export { classifierProgram } from "./program/classifier.ts";
export { autoencoderProgram, decoderProgram, encoderProgram } from "./program/coder.ts";
export type {
  CorruptionKind,
  CorruptionPass,
  CorruptionValues,
} from "./program/corruptions/corruption-kind.ts";
export { type Corruption, corruptions } from "./program/corruptions/corruptions.ts";
export { evaluatorProgram } from "./program/evaluator.ts";
export type { LossKind, LossPass, StoredError } from "./program/losses/loss-kind.ts";
export { type LossWord, losses } from "./program/losses/losses.ts";
export { describeObjective, type Objective } from "./program/objective.ts";
export type { AdamOptions } from "./program/optimizers/adam.ts";
export type { CommonOptions, OptimizerKind, Updated } from "./program/optimizers/optimizer-kind.ts";
export { type OptimizerOptions, optimizers } from "./program/optimizers/optimizers.ts";
export type { SgdOptions } from "./program/optimizers/sgd.ts";
export { type Penalty, penalties } from "./program/penalties/penalties.ts";
export type { PenaltyKind, PenaltyPass } from "./program/penalties/penalty-kind.ts";
export { type TrainerProgram, trainerProgram } from "./program/trainer.ts";

// runtime

export type { Device, DeviceChoice } from "./runtime/device.ts";
export type { Executable, Runtime, Tensor, Tensors } from "./runtime/runtime.ts";
export { createWebRuntime, type WebRuntimeOptions } from "./runtime/web.ts";

// inference

export { createAutoencoder, type SampleErrors } from "./inference/autoencoder.ts";
export { createClassifier, type TrainedClassifier } from "./inference/classifier.ts";
export { decodeSafetensors, encodeSafetensors, type TensorFile } from "./inference/safetensors.ts";
export {
  decodeAutoencoder,
  type LoadAutoencoderOptions,
  loadAutoencoder,
  type SavedModel,
  saveAutoencoder,
} from "./inference/saved.ts";

// training

export { DivergedError } from "./training/diverged.ts";
export { bestEpoch, type EpochRecord } from "./training/epoch.ts";
export { type FitHooks, fit } from "./training/fit.ts";
export { fitClassifier } from "./training/fit-classifier.ts";
export type { TaskHooks } from "./training/fit-task.ts";
export {
  defaultTraining,
  type EarlyStoppingOptions,
  type TaskOptions,
  type TrainingOptions,
} from "./training/options.ts";
export type {
  PretrainedRecord,
  PretrainingHooks,
  PretrainingProgress,
} from "./training/pretraining/pretrain.ts";
export type { PretrainedPart, PretrainingKind } from "./training/pretraining/pretraining-kind.ts";
export { type Pretraining, pretrainings } from "./training/pretraining/pretrainings.ts";
export type { EpochHooks, FitData, FitProgress, FitResult } from "./training/run-epochs.ts";
export type { ScheduleKind, SchedulePlace } from "./training/schedules/schedule-kind.ts";
export { type LearningRateSchedule, schedules } from "./training/schedules/schedules.ts";
export type { TrainingState } from "./training/state.ts";

// settings

export { architectureOf, buildModel, type ModelOptions } from "./settings/build-model.ts";
export { type Preset, presetNames, presets } from "./settings/presets.ts";
export { resolveSettings } from "./settings/resolve.ts";
export type { Setting } from "./settings/setting.ts";
export type {
  ArchitectureFile,
  GivenSettings,
  PresetName,
  SettingName,
  Settings,
} from "./settings/settings.ts";
export { settingsTable } from "./settings/settings-table.ts";
export { trainingOptions } from "./settings/training-options.ts";

// experiment

export { Autoencoder, type AutoencoderLoadOptions, type Autoencoders } from "./experiment/autoencoder.ts";
export type { GivenSamples, Numbers } from "./experiment/given-samples.ts";
export type { TrainOptions } from "./experiment/train-options.ts";
export type { TrainedAutoencoder } from "./experiment/trained-autoencoder.ts";
