import type { SampleKind } from "hourglass-core/internal/data/samples/sample-kind.ts";
import { kindOfSamples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { shapeStored } from "../../run/files/stored-shape.ts";
import type { StudyResults } from "../../study/results.ts";

/** What the samples of a study are called: by their kind, where all of its data sets have one; images where it has no examples. */
export function samplesOfStudy({
  examples,
}: Pick<StudyResults, "examples">): Pick<SampleKind<unknown>, "title" | "plural"> {
  const [kind = kindOfSamples({}), ...others] = new Set(
    examples.map((one) => kindOfSamples(shapeStored(one))),
  );
  return others.length === 0 ? kind : { title: "sample", plural: "samples" };
}
