import { add, divide, multiply, subtract } from "../../graph/operators/arithmetic.ts";
import { stopGradient } from "../../graph/operators/custom-gradient.ts";
import { reduceSum } from "../../graph/operators/shaping.ts";
import { slice } from "../../graph/operators/slicing.ts";
import type { Value } from "../../graph/value.ts";
import { counted } from "../../words.ts";
import { codebookOf } from "../codebooks/codebooks.ts";
import type { Layer } from "../layer.ts";
import { vectorQuantizedKind } from "../layers/vector-quantized.ts";
import type { Parameter } from "../parameter.ts";
import type { CodeKind, CodeTerm } from "./code-kind.ts";

/** What the encoder gave, and the nearest entries: `[batch, latentSize]` both. */
function halves(encoded: Value): { readonly values: Value; readonly entries: Value } {
  const width = encoded.shape[1] as number;
  return { values: slice(encoded, 1, 0, width / 2), entries: slice(encoded, 1, width / 2, width) };
}

/** The mean over the code of the squared differences of each image: `[batch]`. */
function squaredDistance(a: Value, b: Value): Value {
  const difference = subtract(a, b);
  return divide(reduceSum(multiply(difference, difference), [1]), a.shape[1] as number);
}

const codebookLoss: CodeTerm = {
  phrase:
    "the squared distance of the nearest entries from what the encoder gives, which moves the codebook, mean over the code and images",
  label: "codebook loss",
  title: "the distance of the codebook from what it stands for",
  name: "codebook loss",
};

const movedByGradients = (encoder: readonly Layer[]): boolean =>
  encoder.at(-1)?.parameters[0]?.trainable === true;

/**
 * Entries of a codebook. The decoder's gradient passes to the encoder as if nothing had been put in its place (straight-through): van den Oord,
 * Vinyals and Kavukcuoglu, "Neural discrete representation learning", 2017, section 3.2.
 */
export const vectorQuantized: CodeKind<"vector-quantized"> & { readonly layer: typeof vectorQuantizedKind } =
  {
    name: "vector-quantized",
    title: "entries of a codebook (VQ-VAE)",
    fields: {},
    layer: vectorQuantizedKind,
    layerOptions: ({ codebook }) => ({ codebook }),
    planes: ({ codebook }) => codebookOf(codebook).values.size,
    misfitOf: ({ latentSize, codebook }) => {
      const { size } = codebookOf(codebook).values;
      return latentSize % size === 0
        ? undefined
        : `codebook ${codebook} has entries of ${size} values: expected a latentSize that ${size} divides, found ${latentSize}`;
    },
    entries: (encoder) => {
      const { parameters, inputShape } = encoder.at(-1) as Layer;
      const parameter = parameters[0] as Parameter;
      const [first = 1, ...places] = inputShape;
      return places.length > 0
        ? { parameter, places, channelsFirst: true }
        : { parameter, places: [first / (parameter.shape[1] as number)], channelsFirst: false };
    },
    valuesEach: 2,
    misfit: "values with an entry of a codebook for each: end the encoder with a vector-quantized layer",
    code: (encoded) => halves(encoded).entries,
    train: (encoded, _noise, encoder) => {
      const { values, entries } = halves(encoded);
      const distance = squaredDistance(values, stopGradient(entries));
      return {
        codes: add(values, stopGradient(subtract(entries, values))),
        term: distance,
        ...(movedByGradients(encoder) ? { unweighted: squaredDistance(stopGradient(values), entries) } : {}),
      };
    },
    gradientPasses: () => true,
    reduction: "mean",
    term: {
      phrase:
        "the commitment, the squared distance of what the encoder gives from the nearest entries, mean over the code and images",
      label: "commitment",
      title: "the commitment, the squared distance of what the encoder gives from the nearest entries",
      name: "commitment",
    },
    unweighted: (encoder) => (movedByGradients(encoder) ? codebookLoss : undefined),
    unweightedOf: ({ codebook }) => (codebookOf(String(codebook)).kind.trainable ? codebookLoss : undefined),
    settings: [
      {
        name: "codebook",
        purpose: "says what a vector-quantized code chooses from",
        advice: "add code vector-quantized, or leave it out",
      },
      {
        name: "beta",
        purpose: "weighs the commitment of a vector-quantized code",
        advice: "add code vector-quantized, or leave it out",
      },
    ],
    excludes: {
      tiedWeights: "a vector-quantized code is looked up",
      penalty: "a vector-quantized code is one of a codebook",
      codeActivation: "a vector-quantized code is what the codebook has",
    },
    words: {
      codes: "the entries of the codebook",
      explained: "entries of a codebook, the nearest ones to what the encoder gives",
      size: ({ latentSize, codebook }) => {
        const { entries, size } = codebookOf(codebook).values;
        return `${counted(latentSize / size, "entry", "entries")} of a codebook of ${entries}`;
      },
      sentence: "The code is made of entries of a codebook, the nearest ones to what the encoder gives.",
    },
  };
