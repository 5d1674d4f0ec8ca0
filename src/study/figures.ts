import type { FigureInfo, MeasureResult } from "../measures/measure.ts";
import { measures } from "../measures/measures.ts";
import type { StoredEvaluation } from "../run/files/evaluation-schema.ts";
import type { RunSummary } from "../run/files/summary.ts";
import type { StudyFigure } from "./results.ts";

/** What a finished training gives to a study. */
export interface RunNumbers {
  readonly summary: Pick<RunSummary, "metrics" | "model" | "weights">;
  readonly evaluation: Pick<StoredEvaluation, "variational" | "warnings">;
  /** By the names of measures. */
  readonly measures: Readonly<Record<string, MeasureResult>>;
}

interface RunFigure extends FigureInfo {
  /** `null` of a value that is no number. */
  readonly of: (run: RunNumbers) => number | null | undefined;
}

/** Figures that every training has without any measure, or every one of its kind. */
const runFigures: Readonly<Record<string, RunFigure>> = {
  bce: {
    title: "test bce",
    unit: "nats/pixel",
    better: "lower",
    headline: true,
    of: ({ summary }) => summary.metrics?.test.bce,
  },
  mse: {
    title: "test mse",
    unit: "per pixel",
    better: "lower",
    of: ({ summary }) => summary.metrics?.test.mse,
  },
  sse: {
    title: "test sse",
    unit: "per image",
    better: "lower",
    of: ({ summary }) => summary.metrics?.test.sse,
  },
  elbo: {
    title: "test ELBO",
    unit: "nats/image",
    better: "higher",
    of: ({ evaluation }) => evaluation.variational?.elbo.mean,
  },
  divergence: {
    title: "test divergence",
    unit: "nats/image",
    of: ({ evaluation }) => evaluation.variational?.divergence.mean,
  },
  logLikelihood: {
    title: "test log-likelihood",
    unit: "nats/image",
    better: "higher",
    of: ({ evaluation }) => evaluation.variational?.logLikelihood?.mean,
  },
  parameters: {
    title: "parameters",
    unit: "values",
    of: ({ summary }) => summary.model.parameters,
  },
};

/** The full names of all figures that a study with these measures can have: `bce`, `probe.accuracy`. */
export function figureNames(measureNames: readonly string[]): readonly string[] {
  return [
    ...Object.keys(runFigures),
    ...measureNames.flatMap((name) =>
      Object.keys(measures[name]?.figures ?? {}).map((figure) => `${name}.${figure}`),
    ),
  ];
}

/**
 * What tables and plots say of the figures of a study.
 * @param plot the names of those to draw; where it is empty, the headlines of the measures
 */
export function studyFigures(
  measureNames: readonly string[],
  plot: readonly string[],
): readonly StudyFigure[] {
  const own = Object.entries(runFigures).map(
    ([name, { of: _, ...info }]): StudyFigure => ({ name, ...info }),
  );
  const measured = measureNames.flatMap((measure) =>
    Object.entries(measures[measure]?.figures ?? {}).map(([figure, info]): StudyFigure => {
      const { beside, ...others } = info;
      const name = `${measure}.${figure}`;
      return { name, ...others, ...(beside === undefined ? {} : { beside: `${measure}.${beside}` }) };
    }),
  );
  return [...own, ...measured].map(({ headline, ...figure }) => {
    const isDrawn = plot.length === 0 ? headline === true : plot.includes(figure.name);
    return isDrawn ? { ...figure, headline: true } : figure;
  });
}

/** The figures of a training by their full names. */
export function figuresOf(run: RunNumbers): Readonly<Record<string, number>> {
  const own = Object.entries(runFigures).map(([name, { of }]) => [name, of(run)] as const);
  const measured = Object.entries(run.measures).flatMap(([measure, { figures }]) =>
    Object.entries(figures).map(([figure, value]) => [`${measure}.${figure}`, value] as const),
  );
  // Where there was no number, a file has null.
  return Object.fromEntries([...own, ...measured].filter(([, value]) => Number.isFinite(value))) as Record<
    string,
    number
  >;
}
