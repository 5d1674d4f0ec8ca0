import { type MeasureName, measureNames, measuresNamed } from "../../measures/measures.ts";

/** The map, N2D and the fitting of codes take longest of all; the others answer questions that not every run is asked. */
const onRequest: readonly MeasureName[] = ["map", "amortization", "identity", "few-labels", "n2d"];

/**
 * The measures that `--measures` names: a list, `all`, `none`, or without the option all but those on request.
 * @throws UsageError naming one that does not exist
 */
export function chooseMeasures(option: string | undefined): readonly MeasureName[] {
  if (option === undefined) return measureNames.filter((name) => !onRequest.includes(name));
  if (option === "all") return measureNames;
  if (option === "none") return [];
  return measuresNamed(
    option.split(",").map((name) => name.trim()),
    "--measures",
  );
}
