import { createRandom } from "hourglass-core/internal/random/random.ts";
import { EigenvalueDecomposition, Matrix as Numbers, QrDecomposition } from "ml-matrix";

/** The largest eigenvalues of a matrix with their eigenvectors. */
export interface LeadingEigenvectors {
  /** Falling. */
  readonly values: readonly number[];
  /** `[size]` each, orthonormal. */
  readonly vectors: readonly (readonly number[])[];
}

/** A symmetric matrix without negative eigenvalues, `[size, size]`, by what it does to others: it may be too large to be held. */
export interface SymmetricMatrix {
  readonly size: number;
  /** Its product with `[size, columns]`. */
  readonly times: (columns: Numbers) => Numbers | Promise<Numbers>;
}

/** Random directions beside those that are wanted, which take the error of what is left out of the iteration. */
const oversampling = 10;
/** With twice the directions, these leave of a sum of squared errors less than a millionth to gain. */
const iterations = 6;

/** How many columns {@link leadingEigenvectors} multiplies a matrix of this size with at once. */
export function searchDirections(size: number, count: number): number {
  const directions = 2 * count + oversampling;
  return 2 * directions < size ? directions : size;
}

/**
 * The `count` leading eigenvectors. All of them would take the cube of the size; few are found in a subspace that a power of the
 * matrix turns random directions to (Halko, Martinsson and Tropp, "Finding structure with randomness", 2011, algorithm 4.4), by
 * the eigenvectors of the small matrix there.
 * @param count at most the size
 */
export async function leadingEigenvectors(
  matrix: SymmetricMatrix,
  count: number,
): Promise<LeadingEigenvectors> {
  const { size, times } = matrix;
  const directions = searchDirections(size, count);
  const basis = directions < size ? await leadingSubspace(matrix, directions) : Numbers.eye(size);
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(
    (await times(basis)).transpose().mmul(basis),
    { assumeSymmetric: true },
  );
  // In rising order, as symmetric matrices have them.
  const last = realEigenvalues.length;
  const chosen = eigenvectorMatrix.subMatrix(0, last - 1, last - count, last - 1);
  return {
    values: realEigenvalues.slice(-count).reverse(),
    vectors: basis.mmul(chosen).transpose().to2DArray().reverse(),
  };
}

/** An orthonormal basis `[size, directions]` of what is nearly the span of the leading eigenvectors. */
async function leadingSubspace({ size, times }: SymmetricMatrix, directions: number): Promise<Numbers> {
  const random = createRandom(0, "principal components");
  const start = Float64Array.from({ length: size * directions }, () => random.normal());
  let basis = Numbers.from1DArray(size, directions, start);
  for (let iteration = 0; iteration < iterations; iteration++) {
    basis = new QrDecomposition(await times(basis)).orthogonalMatrix;
  }
  return basis;
}
