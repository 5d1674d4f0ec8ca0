import { kindOfSamples } from "../data/samples/sample-kinds.ts";
import { channelsOf, type SampleShape } from "../data/samples/shape.ts";
import { type Parameter, vectorParameter } from "./parameter.ts";

/**
 * The mean and the deviation of each channel, `[channels]`, by which samples of any size are standardised. They are measured on the
 * training split, and kept with the weights: a model's file alone takes samples as they are.
 */
export interface Scaling {
  readonly mean: Parameter;
  readonly deviation: Parameter;
}

/** The parameters of a model's scaling; none where it has none. */
export function scalingParameters({ scaling }: { readonly scaling?: Scaling }): readonly Parameter[] {
  return scaling === undefined ? [] : [scaling.mean, scaling.deviation];
}

/** `undefined` for samples that are bounded. */
export function scalingOf(shape: SampleShape): Scaling | undefined {
  if (kindOfSamples(shape).bounded) return undefined;
  const channels = channelsOf(shape);
  return {
    mean: vectorParameter("samples.mean", channels, 0, false),
    deviation: vectorParameter("samples.deviation", channels, 1, false),
  };
}
