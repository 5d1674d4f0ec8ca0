import type { Dataset } from "hourglass-core/internal/data/image-set.ts";
import type { RowSet } from "hourglass-core/internal/data/samples/row.ts";
import { shapeOf } from "hourglass-core/internal/data/samples/samples.ts";
import { resolveSettings } from "hourglass-core/internal/settings/resolve.ts";
import type { DetectorSummary } from "hourglass-lab/internal/detector/folder/detector-summary.ts";
import { trainDetector } from "hourglass-lab/internal/detector/folder/train-detector.ts";
import { usualAims } from "hourglass-lab/internal/detector/plan.ts";
import { runFolder } from "hourglass-lab/internal/run/folder.ts";
import { nativeRuntime } from "./evaluate.ts";
import { datasetOf, sampleTable } from "./tables.ts";

/** Fits a detector by its error, in an epoch or two, to 240 rows of a table; 60 others test it. */
export async function fitTinyDetector(
  path: string,
  { normalClasses }: { readonly normalClasses?: readonly number[] } = {},
): Promise<{ readonly summary: DetectorSummary; readonly dataset: Dataset<RowSet> }> {
  const dataset = datasetOf("pumps", sampleTable(300));
  const settings = resolveSettings(
    {
      ...{ dataset: "/home/somebody/pumps.csv", model: "deep", hidden: [8], latentSize: 2 },
      ...{ epochs: 2, batchSize: 16, threads: 1 },
    },
    "test",
    shapeOf(dataset.train),
  );
  const summary = await trainDetector({
    ...{ folder: runFolder(path), dataset, runtime: await nativeRuntime() },
    plan: { ...usualAims, falseAlarms: 0.1, score: "error", settings },
    ...(normalClasses === undefined ? {} : { normalClasses }),
  });
  return { summary, dataset };
}
