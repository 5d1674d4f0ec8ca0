import { checkArgument, unchecked } from "hourglass-core/internal/arguments.ts";
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
import type { MeasureResult } from "../measures/measure.ts";
import { type MeasureName, type MeasuringHooks, takeMeasures } from "../measures/measures.ts";
import { NotMeasurableError } from "../measures/not-measurable.ts";
import { createPixelBaseline, type PixelBaseline } from "../measures/pixel-baseline.ts";
import { createRepresentation, type Representation } from "../measures/representation.ts";
import { trueFactors } from "../measures/true-factors.ts";
import type { OpenedRun } from "./open-run.ts";

/** Measures the codes of runs; what depends on the pixels alone is computed once for all runs on the same splits. */
export interface RunMeasurer {
  /**
   * @param names of measures
   * @param dataset the one that the run was trained on
   */
  measure(
    names: readonly MeasureName[],
    run: Pick<OpenedRun, "summary" | "autoencoder">,
    dataset: Dataset<Samples>,
    hooks?: MeasuringHooks,
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

const count = z.int().min(0);
/** A run that says how its data were split. */
const runSchema = z.object({
  summary: z.object({
    dataset: z.object({ splits: z.object({ train: count, validation: count, test: count }) }),
  }),
  autoencoder: unchecked<unknown>(),
});

/** @throws UsageError on what is no runtime */
export function createRunMeasurer(runtime: Runtime): RunMeasurer {
  requireRuntime(runtime, "createRunMeasurer");
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
      known = { dataset, sizes, baseline: createPixelBaseline(runtime, splits) };
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
    measure: async (names, run, dataset, hooks) => {
      requireRun(run, dataset, "measure");
      const representation = representationOf(run, dataset);
      const memory = runtime.memory === undefined ? {} : { memory: runtime.memory.bytes };
      return takeMeasures(names, representation, { ...memory, ...hooks });
    },
  };
}
