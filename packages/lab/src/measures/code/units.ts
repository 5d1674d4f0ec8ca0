import { codeOf } from "hourglass-core/internal/model/codes/codes.ts";
import { describeActivations } from "../../evaluation/activations.ts";
import { activeUnits, activityThreshold } from "../../evaluation/variational-measures.ts";
import type { Matrix } from "../matrix.ts";
import type { Measure } from "../measure.ts";
import { oneImageAlone } from "../representation.ts";

/** What the units of a code do. */
export interface UnitFigures {
  /** Units that carry nothing: never above 0 in a code that is never negative, or else always the same. */
  readonly dead: number;
  /** Units that vary: whose variance is above 0.01 of that which the prior has, or else of that of the unit that varies most. */
  readonly active: number;
  /** Values of a code that are not 0, mean over the codes. */
  readonly l0: number;
  /** Size |z| of a value of the code, mean over units and codes. */
  readonly activity: number;
}

/** @param hasPrior whether the code is on the scale of the standard normal prior */
export async function describeUnits({ columns, data }: Matrix, hasPrior: boolean): Promise<UnitFigures> {
  const { units, dead, nonNegative } = await describeActivations(async function* () {
    yield data;
  }, columns);
  const deviations = units.map(({ standardDeviation }) => standardDeviation);
  const constant = units.filter(({ minimum, maximum }) => minimum === maximum);
  return {
    dead: nonNegative ? dead.length : constant.length,
    active: activeUnits(deviations, hasPrior ? 1 : Math.max(...deviations) ** 2).count,
    l0: units.reduce((sum, { zeroFraction }) => sum + 1 - zeroFraction, 0),
    activity: data.reduce((sum, value) => sum + Math.abs(value), 0) / data.length,
  };
}

export const units: Measure = {
  title: "Units",
  definition:
    "Dead units: of a code that is never negative, those that are never above 0; of others, those that never vary. " +
    `Active units: those whose variance over the images is above ${activityThreshold} of that of the prior, which is 1, where the code has one; of other codes, above ` +
    `${activityThreshold} of the variance of the unit that varies most. ` +
    "L0: values of a code that are not 0, mean over the codes. Activity: the mean size of a value.",
  protocol: "Nothing is fitted; on the codes of the test split, of a Gaussian code the means.",
  source: "Burda, Grosse and Salakhutdinov 2016 (active units); otherwise none: counts and means",
  figures: {
    dead: { title: "dead units", unit: "units", better: "lower" },
    active: { title: "active units", unit: "units" },
    l0: { title: "L0", unit: "values", headline: true },
    activity: { title: "mean activity", unit: "" },
  },
  seconds: 0.2,
  memory: ({ test, latentSize }) => 4 * test * latentSize,
  async measure(representation) {
    const codes = await representation.codes("test");
    const hasPrior = codeOf(representation.autoencoder.model).distribution !== undefined;
    const { dead, active, ...figures } = await describeUnits(codes, hasPrior);
    return codes.rows > 1
      ? { figures: { dead, active, ...figures } }
      : { figures, notMeasured: `dead and active units: ${oneImageAlone}` };
  },
};
