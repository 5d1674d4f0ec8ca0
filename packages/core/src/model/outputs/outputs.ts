import { kindOfSamples } from "../../data/samples/sample-kinds.ts";
import { columnsSeen, type SampleShape } from "../../data/samples/shape.ts";
import { UsageError } from "../../errors.ts";
import { type KindTable, kindTable } from "../../kinds/table.ts";
import { listed } from "../../words.ts";
import { columnsOutput } from "./columns.ts";
import { linear } from "./linear.ts";
import type { OutputKind } from "./output-kind.ts";
import { sigmoid } from "./sigmoid.ts";

/** What can make reconstructions of what the last layer of a decoder gives. */
export const outputs: KindTable<OutputKind> = kindTable<OutputKind>("output", [sigmoid, linear]);

/** Of models that do not name theirs. */
export const defaultOutput: string = sigmoid.name;

/** The output of a model; of rows of a table with words it follows from the columns. */
export function outputOf({
  output = defaultOutput,
  sampleShape,
}: {
  readonly output?: string | undefined;
  readonly sampleShape: SampleShape;
}): OutputKind {
  const columns = columnsSeen(sampleShape);
  return columns === undefined ? outputs.of(output) : columnsOutput(columns);
}

/**
 * The output of a model of samples: the first that can give them, unless one is given.
 * @throws UsageError on one that cannot
 */
export function outputFor(shape: SampleShape, given?: string): string {
  const { bounded, plural } = kindOfSamples(shape);
  const fitting = outputs.kinds.filter((output) => bounded || !output.bounded).map(({ name }) => name);
  const output = given ?? (fitting[0] as string);
  if (fitting.includes(output)) return output;
  throw new UsageError(
    `the output ${output} gives values in [0, 1], and ${plural} have values of any size: choose ${listed(fitting, "or")}`,
  );
}
