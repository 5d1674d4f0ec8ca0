import type { JSX } from "preact";
import { type ColorRange, legendRaster, toDataUri } from "../pictures/raster.ts";
import { formatNumber } from "../words/format.ts";

interface LegendProps {
  readonly title: string;
  readonly range: ColorRange;
}

/** Which colour stands for which value. */
export function Legend({ title, range }: LegendProps): JSX.Element {
  return (
    <p class="legend">
      <span>{title}</span>
      <span class="number">{formatNumber(range.minimum)}</span>
      <img src={toDataUri(legendRaster(range))} alt="to" />
      <span class="number">{formatNumber(range.maximum)}</span>
    </p>
  );
}
