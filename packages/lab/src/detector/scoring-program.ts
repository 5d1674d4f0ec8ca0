import { kindOfSamples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { columnsSeen } from "hourglass-core/internal/data/samples/shape.ts";
import type { Program } from "hourglass-core/internal/graph/onnx/serialise.ts";
import { multiply, subtract } from "hourglass-core/internal/graph/operators/arithmetic.ts";
import { matMul } from "hourglass-core/internal/graph/operators/product.ts";
import { greater } from "hourglass-core/internal/graph/operators/selection.ts";
import { constant, scalar } from "hourglass-core/internal/graph/operators/source.ts";
import type { Value } from "hourglass-core/internal/graph/value.ts";
import { decode, encode, type Model, modelParameters } from "hourglass-core/internal/model/model.ts";
import { layersOf } from "hourglass-core/internal/model/network.ts";
import type { Weights } from "hourglass-core/internal/model/parameter.ts";
import { modelInputs } from "hourglass-core/internal/program/model-inputs.ts";
import {
  floatInput,
  floatWords,
  standardise,
  writeSamples,
} from "hourglass-core/internal/program/samples.ts";
import type { Kept, KeptTensor } from "./detector-score.ts";
import { detectorScores } from "./detector-scores.ts";

/** What scores have learnt, by their names. */
export type FittedScores = ReadonlyMap<string, Kept>;

/** An autoencoder with scores that were fitted to what is normal to it. */
export interface Scored {
  readonly model: Model;
  readonly weights: Weights;
  readonly scores: FittedScores;
}

/** The place of a score's tensor among the tensors of a detector. */
export function keptName(score: string, tensor: string): string {
  return `score.${score}.${tensor}`;
}

/**
 * `images`, or what samples are, float32 `[batch, sampleSize]` (pixels in [0, 1], others in their own units) to `score.NAME` float32
 * `[batch]` for each of the scores; `errors` float32 `[batch, values]`, the squared errors of which the reconstruction error is the mean: of each
 * pixel, of each column; and `reconstructions` `[batch, sampleSize]`.
 * @param threshold of the one score that there is: then it is called `score`, and `alarm` bool `[batch]` says whether it is above
 */
export function scoringProgram({ model, weights, scores }: Scored, threshold?: number): Program {
  const given = floatInput(model);
  const kept = [...scores].flatMap(([score, tensors]) =>
    [...tensors].map(([tensor, { shape, data }]) => ({ name: keptName(score, tensor), shape, data })),
  );
  const { parameters, listed } = modelInputs([given], [...modelParameters(model), ...kept], layersOf(model));
  const seen = standardise(model, parameters, given.value);
  const codes = encode(model, parameters, seen);
  const rebuilt = decode(model, parameters, codes);
  const errors = errorsOfValues(model, seen, rebuilt);
  const looked = { seen, codes, rebuilt, errors, sampleSize: model.sampleSize, shape: model.sampleShape };
  const found = [...scores].map(([name, tensors]) => {
    const score = detectorScores.of(name);
    const own = new Map(
      [...tensors.keys()].map((tensor) => [tensor, parameters.get(keptName(name, tensor)) as Value]),
    );
    return { name, value: score.apply(looked, own), description: score.definition };
  });
  const { title, plural } = kindOfSamples(model.sampleShape);
  const [only] = found;
  return {
    name: "detector",
    description: `How strange ${plural} are to a ${model.name} autoencoder of normal ones: the higher a score, the stranger the ${title}.`,
    inputs: listed().inputs,
    outputs: [
      ...(threshold === undefined || only === undefined
        ? found.map((one) => ({ ...one, name: `score.${one.name}` }))
        : [
            { ...only, name: "score" },
            {
              name: "alarm",
              value: greater(only.value, scalar(threshold)),
              description: `score above ${threshold}`,
            },
          ]),
      {
        name: "errors",
        value: errors,
        description: "squared errors, value by value",
      },
      {
        name: "reconstructions",
        value: writeSamples(model, parameters, rebuilt),
        description: floatWords(`reconstructed ${plural}`, model, "[0, 1]"),
      },
    ],
    weights: new Map([...weights, ...kept.map(({ name, data }) => [name, data] as const)]),
  };
}

/** Squared errors `[batch, sampleSize]`: of a table's column those of all that a model sees of it. */
function errorsOfValues({ sampleShape, sampleSize }: Model, seen: Value, rebuilt: Value): Value {
  const difference = subtract(seen, rebuilt);
  const squares = multiply(difference, difference);
  const columns = columnsSeen(sampleShape);
  if (columns === undefined) return squares;
  // Of each value that is seen a 1 at its column: a product adds up what a column is seen as.
  const belongs = new Float32Array(columns.size * sampleSize);
  for (const { start, size, columns: places } of columns.parts) {
    for (let index = 0; index < size; index++) {
      belongs[(start + index) * sampleSize + (places[index] ?? (places[0] as number))] = 1;
    }
  }
  return matMul(squares, constant([...belongs], [columns.size, sampleSize], "float32"));
}

/** The tensors of fitted scores under the names that they have in a detector's program and file. */
export function keptTensors(scores: FittedScores): ReadonlyMap<string, KeptTensor> {
  return new Map(
    [...scores].flatMap(([score, tensors]) =>
      [...tensors].map(([tensor, kept]) => [keptName(score, tensor), kept] as const),
    ),
  );
}
