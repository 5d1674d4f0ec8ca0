import type { SampleValues } from "../../../src/data/samples/part.ts";
import type { Samples } from "../../../src/data/samples/sample-kinds.ts";
import { sliceSamples, valuesOf } from "../../../src/data/samples/samples.ts";
import { testSet } from "../../state/exploration.ts";
import { samplesKind } from "../../state/session.ts";

/** The values of one test sample: a view. */
export function valuesAt(set: Samples, index: number): SampleValues {
  return valuesOf(sliceSamples(set, index, index + 1));
}

/** What a test sample is called: `test image 12, class 7`. */
export function sampleName(index: number, classNames: readonly string[]): string {
  const label = testSet.value?.labels?.[index];
  const name = `test ${samplesKind.value.title} ${index}`;
  return label === undefined ? name : `${name}, class ${classNames[label] ?? label}`;
}
