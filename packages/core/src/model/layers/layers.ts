import { type KindTable, kindTable } from "../../kinds/table.ts";
import { type CodeLayer, codes } from "../codes/codes.ts";
import { activationKind } from "./activation.ts";
import { atomsKind } from "./atoms.ts";
import { averagePoolingKind } from "./average-pooling.ts";
import { batchNormalizationKind } from "./batch-normalization.ts";
import { batchTopKKind } from "./batch-top-k.ts";
import { classConditionKind } from "./class-condition.ts";
import { convolutionKind } from "./convolution.ts";
import { convolution1dKind } from "./convolution-1d.ts";
import { denseKind } from "./dense.ts";
import { dropoutKind } from "./dropout.ts";
import { flattenKind } from "./flatten.ts";
import type { AnyLayerKind, InputOf, SpecOf } from "./layer-kind.ts";
import { layerNormalizationKind } from "./layer-normalization.ts";
import { maxPoolingKind } from "./max-pooling.ts";
import { maxPooling1dKind } from "./max-pooling-1d.ts";
import { reshapeKind } from "./reshape.ts";
import { stridedConvolutionKind } from "./strided-convolution.ts";
import { topKKind } from "./top-k.ts";
import { transposedConvolutionKind } from "./transposed-convolution.ts";
import { upsamplingKind } from "./upsampling.ts";

/** The kinds of layers that are shipped; each says its type, from which those of architectures follow. */
const shipped = [
  denseKind as typeof denseKind,
  convolutionKind as typeof convolutionKind,
  convolution1dKind as typeof convolution1dKind,
  stridedConvolutionKind as typeof stridedConvolutionKind,
  transposedConvolutionKind as typeof transposedConvolutionKind,
  maxPoolingKind as typeof maxPoolingKind,
  maxPooling1dKind as typeof maxPooling1dKind,
  averagePoolingKind as typeof averagePoolingKind,
  upsamplingKind as typeof upsamplingKind,
  activationKind as typeof activationKind,
  batchNormalizationKind as typeof batchNormalizationKind,
  layerNormalizationKind as typeof layerNormalizationKind,
  dropoutKind as typeof dropoutKind,
  flattenKind as typeof flattenKind,
  reshapeKind as typeof reshapeKind,
  topKKind as typeof topKKind,
  batchTopKKind as typeof batchTopKKind,
  classConditionKind as typeof classConditionKind,
  atomsKind as typeof atomsKind,
] as const;

/** All kinds of layers, those that end encoders of some codes included; a program may register kinds of its own. */
export const layers: KindTable<AnyLayerKind> = kindTable<AnyLayerKind>("layer", [
  ...shipped,
  ...codes.kinds.flatMap(({ layer }) => layer ?? []),
]);

/** Whether layers of a kind make codes sparse; no kind that is not in the table does. */
export function makesSparse(kind: string): boolean {
  return layers.has(kind) && layers.of(kind).makesSparse === true;
}

/** Whether layers of a kind give the values that they find under another shape; no kind that is not in the table does. */
export function isReshaping(kind: string): boolean {
  return layers.has(kind) && layers.of(kind).reshapesTo !== undefined;
}

type Shipped = (typeof shipped)[number] | CodeLayer;

/** A layer of an architecture, complete, of a shipped kind. Sizes that follow from the layer before are not given. */
export type LayerSpec = SpecOf<Shipped>;

/** A layer as a user writes it: activation linear, kernel size 3, pooling and upsampling by 2 unless given. */
export type LayerInput = InputOf<Shipped>;
