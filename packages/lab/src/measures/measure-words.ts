import type { SampleShape } from "hourglass-core/internal/data/samples/shape.ts";
import { inWordsOf } from "hourglass-core/internal/data/samples/words.ts";
import type { Measure, MeasureResult } from "./measure.ts";

// Measures are written about images; of other samples the same is said in their words.

/** A measure as it is told of samples of a shape. */
export function measureInWords(measure: Measure, shape: SampleShape): Measure {
  const { title, definition, protocol, source } = measure;
  const figures = Object.entries(measure.figures).map(([name, figure]) => [
    name,
    { ...figure, title: inWordsOf(shape, figure.title), unit: inWordsOf(shape, figure.unit) },
  ]);
  return {
    ...measure,
    title: inWordsOf(shape, title),
    definition: inWordsOf(shape, definition),
    protocol: inWordsOf(shape, protocol),
    source: inWordsOf(shape, source),
    figures: Object.fromEntries(figures),
  };
}

/** What a measure found of samples of a shape. */
export function resultInWords(result: MeasureResult, shape: SampleShape): MeasureResult {
  const { curves, confusions, choices } = result;
  return {
    ...result,
    ...(curves && {
      curves: curves.map((curve) => ({
        ...curve,
        title: inWordsOf(shape, curve.title),
        x: inWordsOf(shape, curve.x),
        y: inWordsOf(shape, curve.y),
      })),
    }),
    ...(confusions && {
      confusions: confusions.map((one) => ({ ...one, title: inWordsOf(shape, one.title) })),
    }),
    ...(choices && { choices: choices.map((choice) => inWordsOf(shape, choice)) }),
  };
}
