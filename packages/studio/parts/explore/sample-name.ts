import type { SampleValues } from "hourglass-core/internal/data/samples/part.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { shapeOf, valuesOf } from "hourglass-core/internal/data/samples/samples.ts";
import { testSet } from "../../state/exploration.ts";
import { samplesKind } from "../../state/session.ts";
import { sampleAt } from "../sample-picture.ts";

/** The values of one test sample: a view, which is empty while the place is one of the data before. */
export function valuesAt(set: Samples, index: number): SampleValues {
  return sampleAt(valuesOf(set), { shape: shapeOf(set) }, index);
}

/** What a test sample is called: `test image 12, class 7`. */
export function sampleName(index: number, classNames: readonly string[]): string {
  const label = testSet.value?.labels?.[index];
  const name = `test ${samplesKind.value.title} ${index}`;
  return label === undefined ? name : `${name}, class ${classNames[label] ?? label}`;
}
