import { Command } from "commander";
import type { StoredRunOptions } from "./stored-run.ts";

/** `hourglass evaluate`: the errors of a finished run, measured anew. */
export function evaluateCommand(): Command {
  return new Command("evaluate")
    .description("measure a finished run anew on every split, and write evaluation.json into its folder")
    .argument("<RUN>", "folder of the run")
    .option(
      "--data-dir <DIR>",
      "folder of the data sets (default: HOURGLASS_DATA, else the user's cache folder)",
    )
    .option(
      "--importance-samples <N>",
      "gaussian code: samples an image of the estimated log-likelihood (default: the run's)",
    )
    .option("--json", "print the measures as JSON on stdout")
    .action(evaluateStoredRun);
}

async function evaluateStoredRun(
  path: string,
  options: StoredRunOptions & { readonly json?: boolean; readonly importanceSamples?: string },
): Promise<void> {
  const { givenSettings } = await import("./settings-options.ts");
  const { importanceSamples } = givenSettings({ importanceSamples: options.importanceSamples });
  const { withStoredRun } = await import("./stored-run.ts");
  const { splitDataset } = await import("../data/split.ts");
  const { measureSplits } = await import("../run/split-metrics.ts");
  const { evaluateRun } = await import("./write-report.ts");
  const { describeKind, describeMetrics } = await import("./tables.ts");
  await withStoredRun(path, options, async (run) => {
    const splits = splitDataset(run.dataset, run.summary.dataset.splits);
    const metrics = await measureSplits(run.autoencoder, splits);
    const settings = {
      ...run.summary.settings,
      ...(importanceSamples === undefined ? {} : { importanceSamples }),
    };
    const asked = { ...run, summary: { ...run.summary, settings } };
    const { measures } = await evaluateRun(asked, run.dataset.test, run.line);
    await run.folder.write("evaluation.json", `${JSON.stringify(measures, null, 2)}\n`);
    run.line.done();
    if (options.json) process.stdout.write(`${JSON.stringify({ metrics, test: measures }, null, 2)}\n`);
    else {
      const lines = [describeMetrics(metrics, run.summary.dataset.splits), ...describeKind(measures)];
      process.stdout.write(`${lines.join("\n")}\n`);
    }
  });
}
