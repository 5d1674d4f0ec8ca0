import { kindOfSamples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { inWordsOf } from "hourglass-core/internal/data/samples/words.ts";
import { corruptionPhrase } from "hourglass-core/internal/program/corruptions/corruptions.ts";
import { counted } from "hourglass-core/internal/words.ts";
import type { Evaluation } from "../../evaluation/evaluation.ts";
import { isMeasureName, measures } from "../../measures/measures.ts";
import type { MeasureResults } from "../../run/files/measures-file.ts";
import { type StoredShape, shapeStored } from "../../run/files/stored-shape.ts";
import type { RunSummary } from "../../run/files/summary.ts";
import { formatTable } from "../terminal/format-table.ts";
import { formatCount } from "../terminal/progress.ts";

/** The errors of every split as a table with units. */
export function describeMetrics(
  metrics: NonNullable<RunSummary["metrics"]>,
  { splits, ...dataset }: Pick<RunSummary["dataset"], "splits"> & StoredShape,
): string {
  const { title, plural, value } = kindOfSamples(shapeStored(dataset));
  const { bce } = metrics.test;
  const rows = [
    [
      ...["split", plural],
      ...(bce === undefined ? [] : [`bce (nats/${value.one})`]),
      ...[`mse (/${value.one})`, `sse (/${title})`],
    ],
  ];
  for (const split of ["train", "validation", "test"] as const) {
    const measured = metrics[split];
    if (measured === undefined) continue;
    rows.push([
      split,
      formatCount(splits[split]),
      ...(measured.bce === undefined ? [] : [formatError(measured.bce, 5)]),
      formatError(measured.mse, 6),
      formatError(measured.sse, 3),
    ]);
  }
  return formatTable(rows, "right");
}

/** A file has null where there was no number. */
function formatError(value: number, digits: number): string {
  return Number.isFinite(value) ? value.toFixed(digits) : "not finite";
}

/** What the kind of model adds to its errors on the test set: a line each, none for a plain autoencoder. */
export function describeKind(
  { denoising, sparseCode, variational, code }: Evaluation["measures"],
  dataset: StoredShape,
): readonly string[] {
  const { title, plural, value } = kindOfSamples(shapeStored(dataset));
  const lines: string[] = [];
  if (denoising !== undefined) {
    const { corruption, errors } = denoising;
    lines.push(
      `with ${corruptionPhrase(corruption)}: ${errors.bce === undefined ? "" : `bce ${errors.bce.mean.toFixed(5)} nats/${value.one}, `}` +
        `mse ${errors.mse.mean.toFixed(6)}/${value.one}, sse ${errors.sse.mean.toFixed(3)}/${title}, against the clean ${plural}`,
    );
  }
  if (sparseCode !== undefined) {
    lines.push(
      `code: L0 ${sparseCode.l0.mean.toFixed(1)} of ${counted(code.latentSize, "value")}, ${code.activeValues.mean.toFixed(1)} of them active (above 0); ${counted(code.dead.length, "dead unit")}`,
    );
  }
  if (variational !== undefined) {
    const { elbo, reconstruction, divergence, activeUnits, logLikelihood } = variational;
    lines.push(
      `elbo ${elbo.mean.toFixed(2)} nats/${title}: reconstruction ${reconstruction.mean.toFixed(2)}, ` +
        `KL ${divergence.mean.toFixed(2)}; ${activeUnits.count} of ${counted(code.latentSize, "unit")} active`,
    );
    if (logLikelihood !== undefined) {
      lines.push(
        `log-likelihood ${logLikelihood.mean.toFixed(2)} nats/${title} (${counted(logLikelihood.samples, "importance sample")})`,
      );
    }
  }
  return lines;
}

/** What is wrong with a model: a line each. */
export function describeWarnings({ warnings }: Pick<Evaluation["measures"], "warnings">): readonly string[] {
  return warnings.map(({ text }) => `warning: ${text}`);
}

/** What the measures of a code have found: a line a figure, what was chosen for it, and what could not be measured. */
export function describeMeasureResults(results: MeasureResults, dataset: StoredShape): readonly string[] {
  const shape = shapeStored(dataset);
  const rows = Object.entries(results).flatMap(([name, { figures }]) =>
    Object.entries(figures).map(([figure, value]) => {
      const { title = figure, unit = "" } = (isMeasureName(name) && measures[name].figures[figure]) || {};
      return [
        `${name}.${figure}`,
        formatFigure(value),
        inWordsOf(shape, unit === "" ? title : `${title} (${unit})`),
      ];
    }),
  );
  const choices = Object.entries(results).flatMap(([name, result]) =>
    (result.choices ?? []).map((choice) => `${name}: ${choice}`),
  );
  const missing = Object.entries(results).flatMap(([name, { notMeasured }]) =>
    notMeasured === undefined ? [] : [`not measured: ${name}: ${notMeasured}`],
  );
  const table = rows.length === 0 ? [] : [formatTable([["measure", "value", "what it is"], ...rows], "left")];
  const lines = [...table, ...choices, ...missing];
  return lines.length === 0 ? [] : ["", ...lines];
}

/** Four significant digits, as many as a test set of 10,000 images supports. */
function formatFigure(value: number): string {
  return Number.isInteger(value) ? formatCount(value) : String(Number(value.toPrecision(4)));
}
