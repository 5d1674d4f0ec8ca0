import {
  checkArgument,
  isTyped,
  recordSchema,
  refuse,
  unchecked,
  whole,
} from "hourglass-core/internal/arguments.ts";
import type { SampleValues } from "hourglass-core/internal/data/samples/part.ts";
import { kindOfSamples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { requireSamples } from "hourglass-core/internal/data/samples/samples.ts";
import { requireShape, type SampleShape } from "hourglass-core/internal/data/samples/shape.ts";
import * as z from "zod";
import type { CodeShape } from "../../evaluation/code-shape.ts";

const side = whole(1, 65_536);
const codeShapeSchema = recordSchema<CodeShape>({ rows: side, columns: side });
const reconstructionSchema = z.object({
  original: unchecked<unknown>(),
  code: unchecked<unknown>(),
  reconstruction: unchecked<unknown>(),
});
const picturesSchema = z.object({
  sample: unchecked<unknown>(),
  codeShape: codeShapeSchema,
  examples: z.array(reconstructionSchema).min(1),
});

/** @throws HourglassError unless there are examples, of the sizes that the pictures say */
export function requirePictures(given: unknown, call: string, name: string): void {
  const { sample, codeShape, examples } = checkArgument(
    picturesSchema,
    given,
    call,
    name,
    "give the pictures that evaluate returns",
  );
  const shape = requireShape(sample, call, `${name}.sample`);
  examples.forEach((example, index) => {
    requireExample(example, shape, codeShape, call, `${name}.examples[${index}]`);
  });
}

function requireExample(
  { original, code, reconstruction }: z.infer<typeof reconstructionSchema>,
  shape: SampleShape,
  { rows, columns }: CodeShape,
  call: string,
  name: string,
): void {
  requireSample(original, shape, call, `${name}.original`);
  requireSample(reconstruction, shape, call, `${name}.reconstruction`);
  if (!isTyped(code, Float32Array) || code.length > rows * columns) {
    refuse(`a Float32Array of at most ${rows} x ${columns} values`, code, call, `${name}.code`);
  }
}

function requireSample(values: unknown, shape: SampleShape, call: string, name: string): void {
  const kind = kindOfSamples(shape);
  const sizes = shape as Readonly<Record<string, number>>;
  requireSamples(kind.withPart(sizes, { count: 1, values: values as SampleValues }), call, name);
}
