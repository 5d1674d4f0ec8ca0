import type { SampleKind } from "hourglass-core/internal/data/samples/sample-kind.ts";
import type { FigureInfo, MeasureResult } from "../measures/measure.ts";
import { type MeasureName, measures } from "../measures/measures.ts";
import type { StoredEvaluation } from "../run/files/evaluation-schema.ts";
import type { RunSummary } from "../run/files/summary.ts";
import type { StudyFigure } from "./results.ts";

/** What a finished training gives to a study. */
export interface RunNumbers {
  readonly summary: Pick<RunSummary, "metrics" | "weights"> & {
    readonly model: Pick<RunSummary["model"], "parameters">;
  };
  readonly evaluation: Pick<StoredEvaluation, "variational" | "warnings">;
  /** By the names of measures. */
  readonly measures: Readonly<Record<string, MeasureResult>>;
}

interface RunFigure extends Omit<FigureInfo, "unit"> {
  readonly unit: (of: UnitWords) => string;
  /** `null` of a value that is no number. */
  readonly of: (run: RunNumbers) => number | null | undefined;
}

/** What a number of a sample, and a sample, are called in units. */
interface UnitWords {
  readonly value: string;
  readonly sample: string;
}

/** Figures that every training has without any measure, or every one of its kind. */
const runFigures: Readonly<Record<string, RunFigure>> = {
  bce: {
    title: "test bce",
    unit: ({ value }) => `nats/${value}`,
    better: "lower",
    of: ({ summary }) => summary.metrics?.test.bce,
  },
  mse: {
    title: "test mse",
    unit: ({ value }) => `per ${value}`,
    better: "lower",
    of: ({ summary }) => summary.metrics?.test.mse,
  },
  sse: {
    title: "test sse",
    unit: ({ sample }) => `per ${sample}`,
    better: "lower",
    of: ({ summary }) => summary.metrics?.test.sse,
  },
  elbo: {
    title: "test ELBO",
    unit: ({ sample }) => `nats/${sample}`,
    better: "higher",
    of: ({ evaluation }) => evaluation.variational?.elbo.mean,
  },
  divergence: {
    title: "test divergence",
    unit: ({ sample }) => `nats/${sample}`,
    of: ({ evaluation }) => evaluation.variational?.divergence.mean,
  },
  logLikelihood: {
    title: "test log-likelihood",
    unit: ({ sample }) => `nats/${sample}`,
    better: "higher",
    of: ({ evaluation }) => evaluation.variational?.logLikelihood?.mean,
  },
  parameters: {
    title: "parameters",
    unit: () => "values",
    of: ({ summary }) => summary.model.parameters,
  },
};

/** The full names of all figures that a study with these measures can have: `bce`, `probe.accuracy`. */
export function figureNames(names: readonly MeasureName[]): readonly string[] {
  return [
    ...Object.keys(runFigures),
    ...names.flatMap((name) => Object.keys(measures[name].figures).map((figure) => `${name}.${figure}`)),
  ];
}

/**
 * What tables and plots say of the figures of a study.
 * @param plot the names of those to draw; where it is empty, the headlines of the measures
 * @param kinds what the samples of the data sets are
 */
export function studyFigures(
  names: readonly MeasureName[],
  plot: readonly string[],
  kinds: readonly SampleKind<unknown>[],
): readonly StudyFigure[] {
  const words = unitWords(kinds);
  // Cross-entropy is of samples that are bounded alone: of others the squared error stands in its place.
  const headlines = new Set(kinds.some(({ bounded }) => bounded) ? ["bce"] : ["mse"]);
  const own = Object.entries(runFigures).map(
    ([name, { of: _, unit, ...info }]): StudyFigure => ({
      ...{ name, ...info, unit: unit(words) },
      ...(headlines.has(name) ? { headline: true } : {}),
    }),
  );
  const measured = names.flatMap((measure) =>
    Object.entries(measures[measure].figures).map(([figure, info]): StudyFigure => {
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

function unitWords(kinds: readonly SampleKind<unknown>[]): UnitWords {
  const [first, ...others] = kinds;
  return first === undefined || others.some((kind) => kind !== first)
    ? { value: "value", sample: "sample" }
    : { value: first.value.one, sample: first.title };
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
