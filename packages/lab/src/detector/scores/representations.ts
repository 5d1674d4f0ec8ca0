import { isImageShape, type SampleShape } from "hourglass-core/internal/data/samples/shape.ts";
import type { Value } from "hourglass-core/internal/graph/value.ts";
import { edges, smoothedTwice } from "./edges.ts";

/** What of samples is compared: all that a model sees of them, or of images, these smoothed, or as edges. */
export type Representation = "pixels" | "smoothed pixels" | "edges";

/** What was made of a value of a program, so that scores of one program share it. */
const made = new WeakMap<Value, Map<Representation, Value>>();

/** `[batch, seenSize]` samples as `[batch, values]` of a representation. */
export function represented(seen: Value, of: Representation, shape: SampleShape): Value {
  if (of === "pixels") return seen;
  if (!isImageShape(shape)) throw new TypeError(`${of} are of images`);
  const before = made.get(seen) ?? new Map<Representation, Value>();
  made.set(seen, before);
  const found = before.get(of) ?? (of === "edges" ? edges : smoothedTwice)(seen, shape);
  before.set(of, found);
  return found;
}
