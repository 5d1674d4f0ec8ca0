import { Matrix as DenseMatrix, EigenvalueDecomposition } from "ml-matrix";
import { entropy } from "../factors/mutual-information.ts";
import { centred, gram } from "../gram.ts";
import { type Matrix, transposed } from "../matrix.ts";
import type { Measure } from "../measure.ts";
import { NotMeasurableError } from "../not-measurable.ts";
import { oneImageAlone } from "../representation.ts";

/** Codes of more values, of fewer images than values, are described by the products of the images. */
const fewValues = 512;

/** The standard deviations of the codes along their principal axes, in falling order: a value a column. */
export function codeSpectrum(codes: Matrix): Float64Array {
  const { rows, columns } = codes;
  const around = centred(codes);
  // The products of rows have the same eigenvalues as those of columns, but for zeros, and times the ratio of both numbers.
  const byRows = columns > fewValues && rows < columns;
  const products = byRows ? gram(transposed(around)) : gram(around);
  const size = byRows ? rows : columns;
  const scale = byRows ? columns / rows : 1;
  const { realEigenvalues } = new EigenvalueDecomposition(DenseMatrix.from1DArray(size, size, products), {
    assumeSymmetric: true,
  });
  const spectrum = new Float64Array(columns);
  // Rounding makes a little less than nothing of a variance of 0.
  spectrum.set(realEigenvalues.map((variance) => Math.sqrt(Math.max(0, scale * variance))));
  return spectrum.sort().reverse();
}

/**
 * How many directions the codes use: exp of the entropy of the normalised singular values of the centred codes, which are
 * as the standard deviations along the principal axes. From 1, all codes on a line, to the size of the code, all directions
 * alike; 0 where all codes are the same. Roy and Vetterli, "The effective rank", 2007, section 2.
 */
export function effectiveRank(spectrum: Float64Array): number {
  return spectrum.every((value) => value === 0) ? 0 : Math.exp(entropy(spectrum));
}

export const rank: Measure = {
  title: "Effective rank",
  definition:
    "How many directions the code uses: exp of the entropy of the normalised singular values of the centred codes. " +
    "1 if all codes lie on a line, the size of the code if they spread alike in all directions.",
  protocol: "Nothing is fitted; on the codes of the test split.",
  source: "Roy and Vetterli 2007",
  figures: {
    effectiveRank: { title: "effective rank", unit: "directions", better: "higher", headline: true },
  },
  seconds: 0.5,
  memory: ({ test, latentSize }) =>
    8 * test * latentSize + 32 * Math.min(latentSize, Math.max(test, fewValues)) ** 2,
  async measure(representation) {
    const codes = await representation.codes("test");
    if (codes.rows < 2) throw new NotMeasurableError(oneImageAlone);
    const spectrum = codeSpectrum(codes);
    return {
      figures: { effectiveRank: effectiveRank(spectrum) },
      curves: [
        {
          name: "spectrum",
          title: "Spread of the code along its principal axes",
          x: "principal axis",
          y: "standard deviation",
          points: Array.from(spectrum, (y, index) => ({ x: index + 1, y })),
        },
      ],
    };
  },
};
