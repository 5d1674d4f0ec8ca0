import type { Value } from "../../graph/value.ts";
import type { AnyValues, Kind, NumberField } from "../../kinds/kind.ts";
import type { CodeTerm } from "../codes/code-kind.ts";
import type { Layer } from "../layer.ts";

/** Which units of a dictionary are active. */
export interface SelectionKind<Name extends string = string, V extends AnyValues = AnyValues>
  extends Kind<Name, V> {
  /** Which values it keeps, for a description: `the 32 largest`. */
  keeps(values: V): string;
  /** How many units the dictionary must have at least; 1 unless given. */
  leastUnits?(values: V): number;
  /**
   * The layer from pre-activations, none of them negative, to the code, `[batch, units]` both: it keeps some and sets the others to 0. What it
   * learns, or keeps of the training, are its parameters.
   * @param name of the dictionary, with which the names of its parameters begin
   * @throws ShapeError where the dictionary has fewer than {@link SelectionKind.leastUnits}
   */
  layer(name: string, units: number, values: V): Layer;
  /** Given where the gradient that it passes is not that of differences, by design. */
  readonly gradientPasses?: true;
  /** What it adds to the objective, its weight included; given where it does. */
  readonly term?: {
    words(values: V): CodeTerm;
    /**
     * Of each sample: `[batch]`.
     * @param preActivations `[batch, units]`, none of them negative
     * @param parameters those of its layer
     */
    value(preActivations: Value, parameters: readonly Value[], values: V): Value;
  };
}

/** How many values are kept. */
export const keptField: NumberField = {
  ...{ title: "k", placeholder: "K", minimum: 1, maximum: 65_536, first: 32 },
  ...{ whole: true, step: 1 },
};
