import type { UnitDrawings } from "../../../../evaluation/unit-drawings.ts";
import { type ColorRange, symmetricRange } from "../../../pictures/raster.ts";

export interface UnitDifferences {
  /** `[imageSize]` each, in the order of the drawings. */
  readonly differences: readonly Float32Array[];
  /** One range for all, so that strong units look strong. */
  readonly range: ColorRange;
}

/** What each unit adds to or takes from the decoding of the code of zeros. */
export function unitDifferences({ units, zeroCode }: UnitDrawings): UnitDifferences {
  const differences = units.map(({ drawing }) =>
    drawing.map((value, pixel) => value - (zeroCode[pixel] as number)),
  );
  let greatest = 0;
  for (const difference of differences) {
    for (const value of difference)
      if (Number.isFinite(value)) greatest = Math.max(greatest, Math.abs(value));
  }
  return { differences, range: symmetricRange(greatest) };
}
