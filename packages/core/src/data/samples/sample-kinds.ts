import { isRecord } from "../../arguments.ts";
import { type KindTable, kindTable } from "../../kinds/table.ts";
import type { ImageSet } from "../image-set.ts";
import { image } from "./image.ts";
import { type RowSet, row } from "./row.ts";
import type { SampleKind } from "./sample-kind.ts";
import { type SeriesSet, series } from "./series.ts";

/** A set of samples of one kind and one shape. Images, which programs write by hand, do not name their kind. */
export type Samples = ImageSet | RowSet | SeriesSet;

/** What a sample may be. */
export const sampleKinds: KindTable<SampleKind<Samples>> = kindTable<SampleKind<Samples>>("kind of sample", [
  image,
  row,
  series,
]);

/** The kind of a set of samples, or of a shape. @throws UsageError on a kind that does not exist */
export function kindOfSamples(given: unknown): SampleKind<Samples> {
  return sampleKinds.of(isRecord(given) && given["kind"] !== undefined ? String(given["kind"]) : image.name);
}
