import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import { trainingOptions } from "hourglass-core/internal/settings/training-options.ts";
import { fit } from "hourglass-core/internal/training/fit.ts";
import { epochsOfPretraining } from "hourglass-core/internal/training/pretraining/pretrainings.ts";
import { nextTask } from "../helpers/next-task.ts";
import type { Job } from "./job.ts";

/** Seconds that the last chunk takes at least by which an estimate is made; every chunk has so many times the steps of the one before. */
const tried = { least: 0.15, growth: 3 };

/**
 * How many seconds a training would take: it is begun, and given up as soon as its speed is known. Samples that are not there yet cost the
 * same as others. What the steps that were taken have not shown, such as validation, is not counted.
 * @returns `undefined` where the signal came first
 */
export async function estimateSeconds(
  runtime: Runtime,
  { model, settings, seen }: Job,
  signal: AbortSignal,
): Promise<number | undefined> {
  if (signal.aborted) return undefined;
  const enough = new AbortController();
  const began = performance.now();
  const sinceBegun = (): number => (performance.now() - began) / 1000;
  /** After the first chunk, a step with the time in which the program was compiled. */
  let compiled: { readonly seconds: number; readonly images: number } | undefined;
  let before = { seconds: 0, images: 0 };
  let seconds: number | undefined;
  let steps = 1;
  const { pretraining: _, ...options } = trainingOptions(settings);
  // Of the whole, whose epochs tell what those of its parts take.
  const pretrained = epochsOfPretraining(model, trainingOptions(settings));
  const { stopped, state } = await fit(runtime, model, seen, options, {
    chunkLength: () => ({ stepsPerChunk: steps }),
    signal: AbortSignal.any([signal, enough.signal]),
    onProgress: async ({ epoch, epochs, imagesOfEpoch, imagesPerEpoch }) => {
      const now = { seconds: sinceBegun(), images: (epoch - 1) * imagesPerEpoch + imagesOfEpoch };
      compiled ??= now;
      const took = now.seconds - before.seconds;
      if (now !== compiled) {
        const left = (epochs + pretrained) * imagesPerEpoch - compiled.images;
        seconds = compiled.seconds + (took * left) / (now.images - before.images);
        if (took >= tried.least) enough.abort();
        steps *= tried.growth;
      }
      await nextTask();
      before = { ...now, seconds: sinceBegun() };
    },
  });
  if (signal.aborted) return undefined;
  // A training that was over before its speed was known has shown what it takes.
  return stopped === "interrupted"
    ? seconds
    : state.history.reduce((sum, epoch) => sum + epoch.seconds, compiled?.seconds ?? 0) *
        (1 + pretrained / settings.epochs);
}
