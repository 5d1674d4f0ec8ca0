import { describeActivations } from "../../evaluation/activations.ts";
import type { Matrix } from "../matrix.ts";
import type { Measure } from "../measure.ts";
import { oneImageAlone } from "../representation.ts";

/** What the units of a code do. */
export interface UnitFigures {
  /** Units that carry nothing: never above 0 in a code that is never negative, or else always the same. */
  readonly dead: number;
  /** Values of a code that are not 0, mean over the codes. */
  readonly l0: number;
  /** Size |z| of a value of the code, mean over units and codes. */
  readonly activity: number;
}

export async function describeUnits({ columns, data }: Matrix): Promise<UnitFigures> {
  const { units, dead, nonNegative } = await describeActivations(async function* () {
    yield data;
  }, columns);
  const constant = units.filter(({ minimum, maximum }) => minimum === maximum);
  return {
    dead: nonNegative ? dead.length : constant.length,
    l0: units.reduce((sum, { zeroFraction }) => sum + 1 - zeroFraction, 0),
    activity: data.reduce((sum, value) => sum + Math.abs(value), 0) / data.length,
  };
}

export const units: Measure = {
  title: "Units",
  definition:
    "Dead units: of a code that is never negative, those that are never above 0; of others, those that never vary. " +
    "L0: values of a code that are not 0, mean over the codes. Activity: the mean size of a value.",
  protocol: "Nothing is fitted; on the codes of the test split, of a Gaussian code the means.",
  source: "none: counts and means",
  figures: {
    dead: { title: "dead units", unit: "units", better: "lower" },
    l0: { title: "L0", unit: "values", headline: true },
    activity: { title: "mean activity", unit: "" },
  },
  seconds: 0.2,
  memory: ({ test, latentSize }) => 4 * test * latentSize,
  async measure(representation) {
    const codes = await representation.codes("test");
    const { dead, ...figures } = await describeUnits(codes);
    return codes.rows > 1
      ? { figures: { dead, ...figures } }
      : { figures, notMeasured: `dead units: ${oneImageAlone}` };
  },
};
