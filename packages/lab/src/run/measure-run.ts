import { checkArgument, functionSchema, unchecked } from "hourglass-core/internal/arguments.ts";
import type { Dataset } from "hourglass-core/internal/data/image-set.ts";
import { requireDataset } from "hourglass-core/internal/data/require-dataset.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { shapeOf } from "hourglass-core/internal/data/samples/samples.ts";
import { inWordsOf } from "hourglass-core/internal/data/samples/words.ts";
import { splitDataset } from "hourglass-core/internal/data/split.ts";
import { requireRuntime } from "hourglass-core/internal/runtime/require-runtime.ts";
import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import * as z from "zod";
import type { ProgressHooks } from "../evaluation/progress.ts";
import { lackOfClasses } from "../measures/classes/classification.ts";
import type { LinearProbe } from "../measures/classes/linear-probe.ts";
import { fitProbe } from "../measures/classes/probe.ts";
import { type FittingHooks, fitBaselines, fittingHooksSchema } from "../measures/fit-baselines.ts";
import type { MeasureResult } from "../measures/measure.ts";
import { type MeasureName, takeMeasures } from "../measures/measures.ts";
import { NotMeasurableError } from "../measures/not-measurable.ts";
import { createPixelBaseline, type PixelBaseline } from "../measures/pixel-baseline.ts";
import { createRepresentation, type Representation } from "../measures/representation.ts";
import type { SharedFits } from "../measures/shared-fits.ts";
import { trueFactors } from "../measures/true-factors.ts";
import { describeEnvironment, type Environment } from "./environment.ts";
import { sha256OfDataset } from "./files/data-identity.ts";
import type { RunSummary } from "./files/summary.ts";
import type { OpenedRun } from "./open-run.ts";

/** Measures the codes of runs; what depends on the pixels alone is computed once for all runs on the same splits. */
export interface RunMeasurer {
  /**
   * @param names of measures
   * @param dataset the one that the run was trained on
   * @throws FitUnderWayError where another process is computing what depends on the pixels alone, and `hooks.wait` is false: nothing
   *   is measured then
   */
  measure(
    names: readonly MeasureName[],
    run: Pick<OpenedRun, "summary" | "autoencoder">,
    dataset: Dataset<Samples>,
    hooks?: FittingHooks,
  ): Promise<Readonly<Record<string, MeasureResult>>>;
  /**
   * The linear probe of a run's code, which the measure of that name tells of.
   * @throws NotMeasurableError where the data have no classes to tell apart
   */
  probe(
    run: Pick<OpenedRun, "summary" | "autoencoder">,
    dataset: Dataset<Samples>,
    hooks?: ProgressHooks,
  ): Promise<LinearProbe>;
}

/** All that what is fitted to raw values depends on. */
export interface FitOrigin {
  /** SHA-256 of the data set. */
  readonly data: string;
  /** How many samples are in each part. */
  readonly splits: RunSummary["dataset"]["splits"];
  readonly environment: Environment;
}

const count = z.int().min(0);
/** A run that says how its data were split. */
const runSchema = z.object({
  summary: z.object({
    dataset: z.object({ splits: z.object({ train: count, validation: count, test: count }) }),
  }),
  autoencoder: unchecked<unknown>(),
});

const sharedForSchema = functionSchema<(origin: FitOrigin) => SharedFits>().optional();

/**
 * @param sharedFor gives what several processes share of the fits to the same raw values
 * @throws UsageError on what is no runtime
 */
export function createRunMeasurer(
  runtime: Runtime,
  sharedFor?: (origin: FitOrigin) => SharedFits,
): RunMeasurer {
  requireRuntime(runtime, "createRunMeasurer");
  checkArgument(sharedForSchema, sharedFor, "createRunMeasurer", "sharedFor");
  let known:
    | { readonly dataset: Dataset<Samples>; readonly sizes: string; readonly baseline: PixelBaseline }
    | undefined;
  /** Of the run that was asked about last: what one question has computed serves the next. */
  let last:
    | {
        readonly autoencoder: unknown;
        readonly baseline: PixelBaseline;
        readonly representation: Representation;
      }
    | undefined;
  const representationOf = (
    { summary, autoencoder }: Pick<OpenedRun, "summary" | "autoencoder">,
    dataset: Dataset<Samples>,
  ): Representation => {
    const { train, validation } = summary.dataset.splits;
    const splits = splitDataset(dataset, { train, validation });
    const sizes = JSON.stringify(summary.dataset.splits);
    if (known?.dataset !== dataset || known.sizes !== sizes) {
      const shared = sharedFor?.({
        data: sha256OfDataset(dataset),
        splits: summary.dataset.splits,
        environment: describeEnvironment(runtime),
      });
      known = { dataset, sizes, baseline: createPixelBaseline(runtime, splits, shared) };
    }
    const { baseline } = known;
    if (last?.autoencoder === autoencoder && last.baseline === baseline) return last.representation;
    const factors = trueFactors(dataset, splits);
    const representation = createRepresentation({
      ...{ runtime, autoencoder, splits, baseline },
      ...(factors === undefined ? {} : { factors }),
    });
    last = { autoencoder, baseline, representation };
    return representation;
  };
  const requireRun = (run: unknown, dataset: unknown, call: string): void => {
    checkArgument(runSchema, run, call, "run", "give what openRun returns");
    requireDataset(dataset, call, "dataset");
  };
  return {
    probe: async (run, dataset, hooks) => {
      requireRun(run, dataset, "probe");
      const representation = representationOf(run, dataset);
      const lack = lackOfClasses(representation.splits);
      if (lack !== undefined) {
        throw new NotMeasurableError(inWordsOf(shapeOf(representation.splits.train), lack));
      }
      return fitProbe(representation, hooks);
    },
    measure: async (names, run, dataset, asked = {}) => {
      requireRun(run, dataset, "measure");
      const { wait = true, ...given } = checkArgument(fittingHooksSchema, asked, "measure", "hooks");
      const representation = representationOf(run, dataset);
      const memory = runtime.memory === undefined ? {} : { memory: runtime.memory.bytes };
      const hooks = { ...memory, ...given };
      if (sharedFor !== undefined) {
        const onProgress = (_: number, title: string): void => hooks.onProgress?.(0, title);
        await fitBaselines(names, representation, { ...hooks, onProgress, wait });
      }
      return takeMeasures(names, representation, hooks);
    },
  };
}
