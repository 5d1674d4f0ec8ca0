import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import type { SampleShape } from "hourglass-core/internal/data/samples/shape.ts";
import { inWordsOf } from "hourglass-core/internal/data/samples/words.ts";
import type { Measure, MeasureResult } from "../../measures/measure.ts";

/** What a measure is, without the taking of it. */
export type MeasureInfo = Pick<Measure, "title" | "definition" | "protocol" | "source" | "figures">;

/** What measures have found about a code, and what it takes to show it. */
export interface Representation {
  /** By the names of the measures, in the order in which they are shown. */
  readonly results: Readonly<Record<string, MeasureResult>>;
  /** What they are, by the same names. */
  readonly measures: Readonly<Record<string, MeasureInfo>>;
  /** The test samples, which maps show. */
  readonly test: Samples;
  /** What their labels stand for. */
  readonly classNames: readonly string[];
}

/** The same with what measures say of images said of samples of a shape. */
export function representationOf(shape: SampleShape, given: Representation): Representation {
  const say = (sentence: string): string => inWordsOf(shape, sentence);
  const measures = Object.entries(given.measures).map(([name, info]) => {
    const figures = Object.entries(info.figures).map(([figure, about]) => [
      figure,
      { ...about, title: say(about.title), unit: say(about.unit) },
    ]);
    const { title, definition, protocol } = info;
    return [
      name,
      {
        ...{ ...info, title: say(title), definition: say(definition), protocol: say(protocol) },
        figures: Object.fromEntries(figures),
      },
    ];
  });
  const results = Object.entries(given.results).map(([name, result]) => {
    const { choices, confusions, curves, notMeasured } = result;
    return [
      name,
      {
        ...result,
        ...(choices && { choices: choices.map(say) }),
        ...(confusions && { confusions: confusions.map((one) => ({ ...one, title: say(one.title) })) }),
        ...(curves && {
          curves: curves.map((one) => ({ ...one, title: say(one.title), x: say(one.x), y: say(one.y) })),
        }),
        ...(notMeasured !== undefined && { notMeasured: say(notMeasured) }),
      },
    ];
  });
  return { ...given, measures: Object.fromEntries(measures), results: Object.fromEntries(results) };
}

/** A figure with that which stands beside it. */
export interface ComparedFigure {
  readonly title: string;
  readonly unit: string;
  readonly better?: "higher" | "lower";
  readonly value: number;
  readonly beside?: { readonly title: string; readonly value: number };
}

/** The figures that a measure gave, those that stand beside others with these. */
export function comparedFigures(info: MeasureInfo, { figures }: MeasureResult): readonly ComparedFigure[] {
  const besides = new Set(Object.values(info.figures).map(({ beside }) => beside));
  return Object.entries(info.figures).flatMap(([name, { title, unit, better, beside }]) => {
    const value = figures[name];
    if (value === undefined || besides.has(name)) return [];
    const other = figures[beside ?? ""];
    return [
      {
        title,
        unit,
        value,
        ...(better === undefined ? {} : { better }),
        ...(beside === undefined || other === undefined
          ? {}
          : { beside: { title: info.figures[beside]?.title ?? beside, value: other } }),
      },
    ];
  });
}

/** The results of measures that are known, with what these are. */
export function knownResults({ results, measures }: Pick<Representation, "results" | "measures">): readonly {
  readonly name: string;
  readonly info: MeasureInfo;
  readonly result: MeasureResult;
}[] {
  return Object.entries(results).flatMap(([name, result]) => {
    const info = measures[name];
    return info === undefined ? [] : [{ name, info, result }];
  });
}
