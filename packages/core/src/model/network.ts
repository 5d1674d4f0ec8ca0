import type { SampleShape } from "../data/samples/shape.ts";
import type { Layer } from "./layer.ts";
import type { Parameter } from "./parameter.ts";
import { featureCount } from "./reshaping.ts";
import { type Scaling, scalingParameters } from "./scaling.ts";

/** Layers in the two halves of an autoencoder, or in one row. */
export type Layered = (
  | { readonly encoder: readonly Layer[]; readonly decoder: readonly Layer[] }
  | { readonly layers: readonly Layer[] }
) & { readonly scaling?: Scaling };

/** What takes samples and has layers: an autoencoder, or a classifier. */
export type Network = Layered & {
  readonly name: string;
  readonly sampleShape: SampleShape;
  readonly sampleSize: number;
};

/** All layers, in the order in which a sample goes through them. */
export function layersOf(network: Layered): readonly Layer[] {
  return "layers" in network ? network.layers : [...network.encoder, ...network.decoder];
}

/**
 * Every parameter in the order of the layers, those that are not trainable included; one that layers share comes once. Those that
 * samples are standardised by come last.
 */
export function networkParameters(network: Layered): readonly Parameter[] {
  const ofLayers = layersOf(network).flatMap(({ parameters }) => parameters);
  return [...new Set(ofLayers), ...scalingParameters(network)];
}

/** The number of values that gradients move. */
export function trainableCount(network: Layered): number {
  return networkParameters(network)
    .filter(({ trainable }) => trainable)
    .reduce((total, { shape }) => total + featureCount(shape), 0);
}
