import type { MeasureResult } from "./measure.ts";

/**
 * A result without what is no number: figures, curves, confusion matrices and maps that hold anything but finite numbers are
 * left out, and `notMeasured` names them.
 */
export function soundResult(result: MeasureResult): MeasureResult {
  const { figures, curves, confusions, maps, notMeasured, ...others } = result;
  const unsound: string[] = [];
  const isKept = (name: string, numbers: readonly number[]): boolean => {
    if (numbers.every(Number.isFinite)) return true;
    unsound.push(name);
    return false;
  };
  const keptFigures = Object.entries(figures).filter(([name, value]) => isKept(name, [value]));
  const keptCurves = curves?.filter(({ name, points }) =>
    isKept(
      `the curve ${name}`,
      points.flatMap(({ x, y }) => [x, y]),
    ),
  );
  const keptConfusions = confusions?.filter(({ name, counts }) =>
    isKept(`the confusion matrix ${name}`, counts.flat()),
  );
  const keptMaps = maps?.filter(({ name, points }) =>
    isKept(
      `the map ${name}`,
      points.flatMap(({ x, y }) => [x, y]),
    ),
  );
  if (unsound.length === 0) return result;
  const reason = `no finite number came out for ${unsound.join(", ")} (codes or reconstructions may not be finite)`;
  return {
    figures: Object.fromEntries(keptFigures),
    ...(keptCurves === undefined ? {} : { curves: keptCurves }),
    ...(keptConfusions === undefined ? {} : { confusions: keptConfusions }),
    ...(keptMaps === undefined ? {} : { maps: keptMaps }),
    ...others,
    notMeasured: notMeasured === undefined ? reason : `${notMeasured}; ${reason}`,
  };
}
