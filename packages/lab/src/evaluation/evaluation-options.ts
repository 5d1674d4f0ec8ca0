import {
  callback,
  checkArgument,
  optionalSignal,
  recordSchema,
  refuse,
  unchecked,
  whole,
} from "hourglass-core/internal/arguments.ts";
import { kindOfSamples, type Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { requireSamplesOf } from "hourglass-core/internal/data/samples/samples.ts";
import { HourglassError } from "hourglass-core/internal/errors.ts";
import { requireAutoencoder } from "hourglass-core/internal/inference/autoencoder.ts";
import { mostSamples } from "hourglass-core/internal/inference/variational.ts";
import { foreignSettings } from "hourglass-core/internal/kinds/own-settings.ts";
import { codes } from "hourglass-core/internal/model/codes/codes.ts";
import { type Objective, partOfObjectiveSchema } from "hourglass-core/internal/program/objective.ts";
import * as z from "zod";
import type { CodeShape } from "./code-shape.ts";
import { type ErrorName, errorNames, errorsOf } from "./errors.ts";
import type { ProgressHooks } from "./progress.ts";

export interface EvaluationOptions extends ProgressHooks {
  /** The error that picks the best, median and worst samples; the first of their kind unless given: `bce` of images. */
  readonly rankBy?: ErrorName;
  /** The images that the model was trained on: their mean is what its errors have to undercut. */
  readonly train?: Samples;
  /** Whether it was trained on the test samples, too, which is said among what is wrong. */
  readonly testSeen?: boolean;
  /** What the model was trained by: decides which of its abilities are measured. */
  readonly objective?: Pick<Objective, "corruption" | "penalties" | "lossOn">;
  /** Samples an image for the log-likelihood of a Gaussian code; 0, and not estimated, unless given. */
  readonly importanceSamples?: number;
  /** Layout of a code's heat map; the most square one unless given. */
  readonly codeShape?: CodeShape;
}

const side = whole(1, 65_536);
const optionsSchema = recordSchema<EvaluationOptions>({
  signal: optionalSignal,
  onProgress: callback(),
  rankBy: z.enum(errorNames).exactOptional(),
  objective: partOfObjectiveSchema.exactOptional(),
  train: unchecked(),
  testSeen: z.boolean().exactOptional(),
  importanceSamples: whole(0, mostSamples).exactOptional(),
  codeShape: z.strictObject({ rows: side, columns: side }).exactOptional(),
});

/** More would make no picture. */
const mostCells = 1_000_000;

/**
 * What is given to evaluate.
 * @throws HourglassError on what is no autoencoder, image set or option, on an empty set, and on what does not fit the model
 */
export function requireEvaluable(model: unknown, test: unknown, options: unknown): void {
  const call = "evaluate";
  const { model: layers, latentSize } = requireAutoencoder(model, call, "model");
  const { count } = requireSamplesOf(layers.sampleShape, test, call, "test");
  if (count === 0) {
    throw new HourglassError(
      `${call}: test: expected ${kindOfSamples(layers.sampleShape).plural} to evaluate the model on, found none`,
    );
  }
  const {
    codeShape,
    rankBy,
    train,
    importanceSamples = 0,
  } = checkArgument(optionsSchema, options, call, "options");
  if (train !== undefined) requireSamplesOf(layers.sampleShape, train, call, "options.train");
  const measured = errorsOf(layers.sampleShape);
  if (rankBy !== undefined && !measured.includes(rankBy)) {
    refuse(`one of ${measured.join(", ")}`, rankBy, call, "options.rankBy");
  }
  const foreign = foreignSettings(codes, layers.code).find(({ name }) => name === "importanceSamples");
  if (importanceSamples > 0 && foreign !== undefined) {
    const advice = `they ${foreign.purpose}: leave them out`;
    refuse(`none for a ${layers.code} code`, importanceSamples, call, "options.importanceSamples", advice);
  }
  if (codeShape === undefined) return;
  const cells = codeShape.rows * codeShape.columns;
  if (cells < latentSize || cells > mostCells) {
    refuse(
      `from ${latentSize}, the size of a code, to ${mostCells} cells`,
      codeShape,
      call,
      "options.codeShape",
    );
  }
}
