import { checkArgument, unchecked } from "hourglass-core/internal/arguments.ts";
import type { Dataset } from "hourglass-core/internal/data/image-set.ts";
import { requireDataset } from "hourglass-core/internal/data/require-dataset.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { splitDataset } from "hourglass-core/internal/data/split.ts";
import { requireRuntime } from "hourglass-core/internal/runtime/require-runtime.ts";
import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import * as z from "zod";
import type { MeasureResult } from "../measures/measure.ts";
import { type MeasureName, type MeasuringHooks, takeMeasures } from "../measures/measures.ts";
import { createPixelBaseline, type PixelBaseline } from "../measures/pixel-baseline.ts";
import { createRepresentation } from "../measures/representation.ts";
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
  return {
    measure: async (names, run, dataset, hooks) => {
      checkArgument(runSchema, run, "measure", "run", "give what openRun returns");
      requireDataset(dataset, "measure", "dataset");
      const { summary, autoencoder } = run;
      const { train, validation } = summary.dataset.splits;
      const splits = splitDataset(dataset, { train, validation });
      const sizes = JSON.stringify(summary.dataset.splits);
      if (known?.dataset !== dataset || known.sizes !== sizes) {
        known = { dataset, sizes, baseline: createPixelBaseline(runtime, splits) };
      }
      const factors = trueFactors(dataset, splits);
      const representation = createRepresentation({
        ...{ runtime, autoencoder, splits, baseline: known.baseline },
        ...(factors === undefined ? {} : { factors }),
      });
      const memory = runtime.memory === undefined ? {} : { memory: runtime.memory.bytes };
      return takeMeasures(names, representation, { ...memory, ...hooks });
    },
  };
}
