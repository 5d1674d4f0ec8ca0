import { UsageError } from "../../errors.ts";
import { type KindTable, kindTable } from "../../kinds/table.ts";
import type { AnyLayerKind } from "../layers/layer-kind.ts";
import type { CodeDistribution, CodeKind } from "./code-kind.ts";
import { deterministic } from "./deterministic.ts";
import { dictionary } from "./dictionary.ts";
import { gaussian } from "./gaussian.ts";
import { vectorQuantized } from "./vector-quantized.ts";

const shipped = [
  deterministic as typeof deterministic,
  gaussian as typeof gaussian,
  vectorQuantized as typeof vectorQuantized,
  dictionary as typeof dictionary,
] as const;

/** What an encoder can give. */
export const codes: KindTable<CodeKind> = kindTable<CodeKind>("code", shipped);

/** The layers by which encoders say that they give another code than the default one. */
export type CodeLayer = Extract<(typeof shipped)[number], { readonly layer: AnyLayerKind }>["layer"];

export const defaultCode: string = deterministic.name;

/** The kind of code of a model, or of settings. */
export function codeOf({ code }: { readonly code: string }): CodeKind {
  return codes.of(code);
}

/** The distribution over codes of a model. @throws UsageError where its code has none */
export function distributionOf(model: { readonly name: string; readonly code: string }): CodeDistribution {
  const { distribution } = codeOf(model);
  if (distribution !== undefined) return distribution;
  throw new UsageError(`${model.name} has a ${model.code} code: expected one with a distribution`);
}

/** The code of an encoder that ends with a layer of that type. */
export function codeEndedBy(type: string | undefined): CodeKind {
  return codes.kinds.find(({ layer }) => layer?.name === type) ?? deterministic;
}
