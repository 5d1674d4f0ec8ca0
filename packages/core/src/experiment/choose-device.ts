import type { Dataset } from "../data/image-set.ts";
import type { Samples } from "../data/samples/sample-kinds.ts";
import { shapeOf } from "../data/samples/samples.ts";
import type { Architecture } from "../model/architecture.ts";
import { buildArchitecture } from "../model/build.ts";
import type { Model } from "../model/model.ts";
import { type Device, deviceTitles } from "../runtime/device.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { architectureOf, buildModel } from "../settings/build-model.ts";
import { completeSettings } from "../settings/resolve.ts";
import type { Settings } from "../settings/settings.ts";
import { trainingOptions } from "../settings/training-options.ts";
import type { TrainingOptions } from "../training/options.ts";
import { secondsOfSample } from "../training/time-steps.ts";

/** A training of which some steps are timed. */
export interface DeviceTrial {
  readonly model: Model;
  readonly options: TrainingOptions;
  readonly samples: Samples;
}

/** A device that may be chosen, and how it is started. */
export interface DeviceCandidate<D extends Device> {
  readonly device: D;
  readonly load: () => Promise<Runtime>;
}

/** What was chosen. */
export interface FasterDevice<D extends Device> {
  readonly device: D;
  readonly runtime: Runtime;
  /** A sentence without its full stop. */
  readonly why: string;
}

/**
 * The device on which some steps of a training take less time: the first, unless another is faster and can run the program at all.
 * @throws what the first one throws
 */
export async function fasterDevice<D extends Device>(
  first: DeviceCandidate<D>,
  others: readonly DeviceCandidate<D>[],
  trial: DeviceTrial = usualTrial(),
): Promise<FasterDevice<D>> {
  const usual = await first.load();
  const times = [{ device: first.device, runtime: usual, seconds: await secondsOfTrial(usual, trial) }];
  const failures: string[] = [];
  for (const { device, load } of others) {
    try {
      const runtime = await load();
      times.push({ device, runtime, seconds: await secondsOfTrial(runtime, trial) });
    } catch (error) {
      // A driver that cannot do what the programs need: another device can.
      failures.push(`${deviceTitles[device]} was tried and failed (${wordsOf(error)})`);
    }
  }
  const best = times.reduce((least, one) => (one.seconds < least.seconds ? one : least));
  const words = times.map(({ device, seconds }) => `${rateOf(seconds)} samples/s on ${deviceTitles[device]}`);
  const why = [...(times.length > 1 ? [`a few steps trained ${words.join(" and ")}`] : []), ...failures];
  return { device: best.device, runtime: best.runtime, why: why.join("; ") };
}

function secondsOfTrial(runtime: Runtime, { model, options, samples }: DeviceTrial): Promise<number> {
  return secondsOfSample(runtime, model, options, samples);
}

/** Samples a second, with two digits. */
function rateOf(seconds: number): string {
  return Number((1 / seconds).toPrecision(2)).toLocaleString("en-US");
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The training that settings describe, of the samples that it would see. @param layers those of a file, where the settings name one */
export function trialOf(settings: Settings, { train }: Dataset<Samples>, layers?: Architecture): DeviceTrial {
  const shape = shapeOf(train);
  const model = buildArchitecture(layers ?? architectureOf(settings, shape), shape);
  return { model, options: trainingOptions(settings), samples: train };
}

const usualShape = { height: 28, width: 28, channels: 1 };
const usualBatches = 3;

/** Of the preset that has most to compute, for who has no training at hand yet. */
function usualTrial(): DeviceTrial {
  const options = trainingOptions(completeSettings({ model: "convolutional" }, "auto", usualShape));
  const count = usualBatches * options.batchSize;
  const images = new Uint8Array(count * usualShape.height * usualShape.width).fill(128);
  return {
    model: buildModel("convolutional", { sampleShape: usualShape }),
    options,
    samples: { ...usualShape, count, images },
  };
}
