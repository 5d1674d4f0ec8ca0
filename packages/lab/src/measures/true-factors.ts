import type { Dataset } from "hourglass-core/internal/data/image-set.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import type { Splits } from "hourglass-core/internal/data/split.ts";
import { factorNames } from "../data/digits/factors.ts";
import { digitFactors, digitsSeed } from "../data/digits/generate.ts";
import type { TrueFactors } from "./representation.ts";

/** The true factors of the built-in digits, split as the images are; `undefined` for other data, which have none. */
export function trueFactors(
  { name, train }: Dataset<Samples>,
  splits: Splits<Samples>,
): TrueFactors | undefined {
  if (name !== "digits") return undefined;
  const columns = factorNames.length;
  const all = digitFactors(digitsSeed, "train", train.count);
  return {
    names: factorNames,
    train: all.subarray(0, splits.train.count * columns),
    validation: all.subarray((train.count - splits.validation.count) * columns),
    test: digitFactors(digitsSeed, "test", splits.test.count),
  };
}
