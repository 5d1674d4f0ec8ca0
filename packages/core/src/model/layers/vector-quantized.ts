import { add, divide, multiply, subtract } from "../../graph/operators/arithmetic.ts";
import { gather } from "../../graph/operators/indexing.ts";
import { oneHot } from "../../graph/operators/one-hot.ts";
import { matMul } from "../../graph/operators/product.ts";
import { resultOf } from "../../graph/operators/result.ts";
import { cast, greater, largest, select } from "../../graph/operators/selection.ts";
import { reduceSum, reshape, transpose } from "../../graph/operators/shaping.ts";
import { concat, sizeOf } from "../../graph/operators/slicing.ts";
import { scalar } from "../../graph/operators/source.ts";
import { inLayer, type Shape, ShapeError, timesSize } from "../../graph/type.ts";
import type { Value } from "../../graph/value.ts";
import { counted } from "../../words.ts";
import type { CodebookState } from "../codebooks/codebook-kind.ts";
import { type Codebook, codebookOf, codebookSchema } from "../codebooks/codebooks.ts";
import { type FeatureShape, guardedLayer, type Layer, type TrainingPass } from "../layer.ts";
import { toUniform } from "../noise.ts";
import { kernelParameter, vectorParameter } from "../parameter.ts";
import { featureCount } from "../reshaping.ts";
import { requireFeatures } from "./features.ts";
import type { LayerKind } from "./layer-kind.ts";

interface Quantizing {
  readonly codebook: string;
}

export const vectorQuantizedKind: LayerKind<"vector-quantized", Quantizing> = {
  name: "vector-quantized",
  options: { codebook: codebookSchema },
  takes: "any",
  learns: true,
  example: { codebook: "average:4,2" },
  build: (name, shape, { codebook }) => vectorQuantized(name, shape, codebook),
};

/** An entry that was the nearest one to less than this part of its share of a step's values starts anew. */
const deadShare = 0.01;

/**
 * Puts in the place of every `size` values in a row, or of the channels of every place, the nearest entry of a codebook: van den Oord,
 * Vinyals and Kavukcuoglu, "Neural discrete representation learning", 2017, equation 1. Gives the values as they came and the entries beside
 * each other, `[batch, 2 x values]`. While it is trained, an entry that is hardly ever the nearest one starts anew at
 * a random value of the batch (Dhariwal and others, "Jukebox", 2020, section 3); so it is with all of them in the first step.
 * @param word of the codebook: `average:128,8`
 * @throws ShapeError where the size of entries does not divide the values, or is not the number of channels
 */
export function vectorQuantized(name: string, inputShape: FeatureShape, word: string): Layer {
  const book = codebookOf(word);
  const { entries, size } = book.values;
  const values = featureCount(inputShape);
  const [channels, ...places] = inputShape as readonly [number, ...number[]];
  if (places.length > 0 && channels !== size) {
    throw new ShapeError(
      `layer ${name}: entries of ${counted(size, "value")} (codebook ${word}) for places of ${counted(channels, "channel")}: give it as many`,
    );
  }
  if (values % size !== 0) {
    throw new ShapeError(
      `layer ${name}: entries of ${counted(size, "value")} (codebook ${word}) do not divide a code of ${values}`,
    );
  }
  const fans = { fanIn: entries, fanOut: size };
  const codebook = {
    ...kernelParameter(`${name}.codebook`, [entries, size], fans),
    trainable: book.kind.trainable,
  };
  const counts = vectorParameter(`${name}.counts`, entries, 0, false);
  return guardedLayer({
    name,
    kind: "vector-quantized",
    description: `vector quantization ${inputShape.join(" x ")}, ${counted(values / size, "time", "times")} one of ${counted(entries, "entry", "entries")} of ${counted(size, "value")}`,
    parameters: [codebook, counts],
    stacked: false,
    inputShape,
    outputShape: [2 * values],
    multiplyAdds: entries * values,
    apply: (x, parameters, training) =>
      inLayer(name, () => {
        requireFeatures(x, inputShape);
        const [bookValue, countsValue] = parameters as readonly [Value, Value];
        const [batch] = x.shape as readonly [number | string];
        const state = { codebook: bookValue, counts: countsValue };
        const vectors = reshape(channelsLast(x), [timesSize(values / size, batch), size]);
        const nearest = nearestEntries(vectors, bookValue);
        const beside = (found: Value): Value => {
          const entriesFound = channelsFirst(found, [batch, ...inputShape]);
          return concat(
            [x, entriesFound].map((one) => reshape(one, [batch, values])),
            1,
          );
        };
        if (training === undefined) return beside(gather(bookValue, nearest));
        const chosen = oneHot(nearest, entries);
        learn(book, { codebook, counts }, state, { vectors, chosen }, training, name);
        return beside(matMul(chosen, bookValue));
      }),
  });
}

/** `[batch, channels, ...places]` with the channels last. */
function channelsLast(x: Value): Value {
  const places = x.shape.slice(2).map((_, index) => index + 2);
  return places.length === 0 ? x : transpose(x, [0, ...places, 1]);
}

/** Vectors, one for each place, `[n, size]`, under a shape with the channels before the places. */
function channelsFirst(vectors: Value, shape: Shape): Value {
  const [batch, channels, ...places] = shape as readonly [string, number, ...number[]];
  if (places.length === 0) return vectors;
  const last = reshape(vectors, [batch, ...places, channels]);
  return transpose(last, [0, places.length + 1, ...places.map((_, index) => index + 1)]);
}

/** Which entry is the nearest one to each vector: int64 `[n]`. */
function nearestEntries(vectors: Value, codebook: Value): Value {
  const [entries] = codebook.shape as readonly [number];
  const [count] = vectors.shape as readonly [number | string];
  // Of the squared distance what differs between entries, negative.
  const squares = reshape(reduceSum(multiply(codebook, codebook), [1]), [1, entries]);
  const products = matMul(vectors, codebook, { transposeB: true });
  const closeness = subtract(products, multiply(squares, 0.5));
  return reshape(resultOf(largest(closeness, 1), 1), [count]);
}

/** Moves the averages, and the codebook where gradients do not, and starts dead entries anew. */
function learn(
  { kind, values }: Codebook,
  parameters: {
    readonly codebook: Layer["parameters"][number];
    readonly counts: Layer["parameters"][number];
  },
  before: CodebookState,
  { vectors, chosen }: { readonly vectors: Value; readonly chosen: Value },
  training: TrainingPass,
  name: string,
): void {
  const { entries } = values;
  const decay = kind.decay(values);
  const rows = cast(sizeOf(vectors, 0), "float32");
  const now = reduceSum(chosen, [0]);
  const counts = add(multiply(before.counts, decay), multiply(now, 1 - decay));
  const share = divide(rows, scalar(entries));
  const isDead = greater(multiply(share, deadShare), counts);
  const isDeadColumn = greater(multiply(share, deadShare), reshape(counts, [entries, 1]));
  const anew = gather(vectors, randomRows(training, name, entries, rows));
  const restart = (moved: Value): Value => select(isDeadColumn, anew, moved);
  training.update(parameters.counts, select(isDead, share, counts));
  if (kind.next === undefined) training.project(parameters.codebook, restart);
  else {
    const sums = matMul(chosen, vectors, { transposeA: true });
    training.update(parameters.codebook, restart(kind.next(before, counts, sums, decay)));
  }
}

/** A random row for each entry: int64 `[entries]`. */
function randomRows({ noise }: TrainingPass, name: string, entries: number, rows: Value): Value {
  // Of a word for each entry and each image of the batch, those of the first image.
  const words = gather(noise.bits(name, entries), scalar(0, "int64"));
  // Rounding may give the upper end, which is no row.
  const place = multiply(toUniform(words), multiply(rows, 1 - 1e-6));
  return cast(place, "int64");
}
