import { type Markish, ruleX, text } from "@observablehq/plot";
import { plotColors } from "./plot-colors.ts";

/** A line at a value of the axis across, with its name above. */
export function markedValue(value: number, name: string): readonly Markish[] {
  return [
    ruleX([value], { stroke: plotColors.second, strokeWidth: 2 }),
    text([name], {
      ...{ x: value, frameAnchor: "top", dy: -14, fill: plotColors.second, fontWeight: 600 },
    }),
  ];
}
