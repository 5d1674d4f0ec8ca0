/** How a code is laid out as a heat map, in row-major order; the last cells stay empty where it does not fill them. */
export interface CodeShape {
  readonly rows: number;
  readonly columns: number;
}

/** A strip longer than this is unreadable as a small picture. */
const greatestAspect = 4;

/**
 * The most square factorisation of `latentSize` (32: 4 x 8), or, where that is a long strip (7, 31, 101),
 * the most square grid that holds it.
 */
export function codeShape(latentSize: number): CodeShape {
  let rows = Math.floor(Math.sqrt(latentSize));
  while (latentSize % rows !== 0) rows--;
  const columns = latentSize / rows;
  if (columns / rows <= greatestAspect) return { rows, columns };
  const squareRows = Math.floor(Math.sqrt(latentSize));
  return { rows: squareRows, columns: Math.ceil(latentSize / squareRows) };
}
