import { slice } from "../../graph/operators/slicing.ts";
import type { Value } from "../../graph/value.ts";
import type { Layer } from "../layer.ts";
import { atomsKind } from "../layers/atoms.ts";
import { type DictionaryLayer, dictionaryAmong, dictionaryKind } from "../layers/dictionary.ts";
import { linear } from "../outputs/linear.ts";
import { selectionOf } from "../selections/selections.ts";
import type { CodeKind } from "./code-kind.ts";

/** The code and the pre-activations, both `[batch, latentSize]`. */
function halves(encoded: Value): { readonly codes: Value; readonly preActivations: Value } {
  const width = encoded.shape[1] as number;
  return {
    codes: slice(encoded, 1, 0, width / 2),
    preActivations: slice(encoded, 1, width / 2, width),
  };
}

const dictionaryOf = (encoder: readonly Layer[]): DictionaryLayer =>
  dictionaryAmong(encoder) as DictionaryLayer;

/**
 * Which atoms of a dictionary a sample is the sum of, and how much of each: a sparse autoencoder as language models are looked into with. Bricken and
 * others, "Towards monosemanticity: Decomposing language models with dictionary learning", 2023; Gao and others, "Scaling and evaluating sparse
 * autoencoders", 2024.
 */
export const dictionary: CodeKind<"dictionary"> & { readonly layer: typeof dictionaryKind } = {
  name: "dictionary",
  title: "atoms of a dictionary, few of many (sparse autoencoder)",
  fields: {},
  layer: dictionaryKind,
  ownLayers: ({ latentSize, selection }) => ({
    encoder: [{ type: dictionaryKind.name, units: latentSize, selection }],
    decoder: [{ type: atomsKind.name }],
  }),
  needsOutput: linear.name,
  misfitOf: ({ latentSize, selection }) => {
    const { kind, values } = selectionOf(selection);
    const least = kind.leastUnits?.(values) ?? 1;
    return least <= latentSize
      ? undefined
      : `selection ${selection} keeps ${least} of the units of a code: expected a latentSize of at least ${least}, found ${latentSize}`;
  },
  dictionary: (encoder) => {
    const { idle } = dictionaryOf(encoder);
    return { idle, preActivations: (encoded) => halves(encoded).preActivations };
  },
  valuesEach: 2,
  misfit: "values with the pre-activation of each beside them: end the encoder with a dictionary layer",
  code: (encoded) => halves(encoded).codes,
  train: (encoded, _noise, encoder, parameters) => {
    const { codes, preActivations } = halves(encoded);
    const { selection, selecting } = dictionaryOf(encoder);
    const { term } = selection.kind;
    if (term === undefined) return { codes };
    const own = selecting.map(({ name }) => parameters.get(name) as Value);
    return { codes, unweighted: term.value(preActivations, own, selection.values) };
  },
  gradientPasses: (encoder) => dictionaryOf(encoder).selection.kind.gradientPasses === true,
  reduction: "mean",
  unweighted: (encoder) => {
    const { kind, values } = dictionaryOf(encoder).selection;
    return kind.term?.words(values);
  },
  unweightedOf: ({ selection }) => {
    const { kind, values } = selectionOf(String(selection));
    return kind.term?.words(values);
  },
  settings: [
    {
      name: "selection",
      purpose: "says which units of a dictionary are active",
      advice: "add code dictionary, or leave it out",
    },
  ],
  excludes: {
    tiedWeights: "a dictionary has atoms of its own, which only start as the encoder's kernel",
    codeActivation: "which units of a dictionary are active, its selection says",
  },
  words: {
    codes: "the codes",
    explained: "how much of each atom of a dictionary is in a sample, which is 0 for most",
    size: ({ latentSize, selection }) => {
      const { kind, values } = selectionOf(selection);
      return `${latentSize} units of a dictionary (${kind.keeps(values)})`;
    },
    sentence: "The code says how much of each atom of a dictionary is in a sample; most of its values are 0.",
  },
};
