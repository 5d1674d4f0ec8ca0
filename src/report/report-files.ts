import type { RunSectionProps, SectionProps } from "./report-input.ts";
import { lossTable, reportTables } from "./report-tables.ts";
import { representationTables } from "./representation-plots.ts";
import { sheetFiles } from "./sheet-files.ts";

type File = readonly [path: string, content: Uint8Array | string];

/** The figures and numbers of a report as files: path inside the run folder to content. */
export function reportFiles(props: SectionProps): Map<string, Uint8Array | string> {
  return new Map<string, Uint8Array | string>([
    ...runFiles(props),
    ...plotFiles(props),
    ...sheetFiles(props),
    ...reportTables(props),
  ]);
}

/** Those that every report has. */
export function runFiles(props: RunSectionProps): Map<string, Uint8Array | string> {
  const { loss, lossParts } = props.plots;
  return new Map<string, Uint8Array | string>([
    ["evaluation.json", evaluationJson(props)],
    ["figures/loss.svg", loss.file],
    ["figures/loss.csv", lossTable(props.history)],
    ...(lossParts === undefined
      ? []
      : ([
          ["figures/loss-reconstruction.svg", lossParts.reconstruction.file],
          ["figures/loss-penalty.svg", lossParts.penalty.file],
        ] as const)),
    ...representationFiles(props),
  ]);
}

function evaluationJson({ evaluation, provenance }: RunSectionProps): string {
  const { format, ...measures } = evaluation.measures;
  return `${JSON.stringify({ format, ...(provenance === undefined ? {} : { provenance }), ...measures }, null, 2)}\n`;
}

function plotFiles({ plots }: SectionProps): File[] {
  const files: File[] = [
    ["figures/error-histogram.svg", plots.errorHistogram.file],
    ["figures/activations.svg", plots.activations.file],
    ["figures/brightest-cell.svg", plots.brightestCell.file],
  ];
  const { classErrors, noiseCurve, meanActivity, unitVariances } = plots;
  if (classErrors !== undefined) files.push(["figures/error-by-class.svg", classErrors.file]);
  if (noiseCurve !== undefined) files.push(["figures/noise-curve.svg", noiseCurve.file]);
  if (meanActivity !== undefined) files.push(["figures/mean-activity.svg", meanActivity.file]);
  if (unitVariances !== undefined) files.push(["figures/unit-variances.svg", unitVariances.file]);
  return files;
}

function representationFiles({ representation, plots }: RunSectionProps): File[] {
  if (representation === undefined || plots.representation === undefined) return [];
  const { floors, confusions, curves, maps } = plots.representation;
  return [
    ...(floors === undefined ? [] : [["figures/measures.svg", floors.file] as const]),
    ...[...confusions, ...curves].map(({ file, plot }) => [file, plot.file] as const),
    ...maps.map(({ path, file }) => [`${path}.svg`, file] as const),
    ...representationTables(representation),
  ];
}
