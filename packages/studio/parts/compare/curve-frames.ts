import { type CurveRun, groupCurves } from "hourglass-lab/internal/report/plots/comparison-curves.ts";
import { storedShape } from "hourglass-lab/internal/run/files/stored-shape.ts";
import type { ComparedModel } from "../../state/comparison.ts";
import type { LossFacts } from "../../state/session.ts";

/** A line of a plot. */
export interface CurveLine {
  /** The model's. */
  readonly id: string;
  readonly title: string;
  /** Training losses are drawn thinner: means over epochs in which the weights were changing. */
  readonly kind: "validation" | "training";
  readonly points: readonly { readonly epoch: number; readonly value: number }[];
}

/** A plot: lines that may share an axis, since the same quantity was measured in the same way. */
export interface CurveFrame {
  /** The name of the data set. */
  readonly data: string;
  /** The quantity with its unit. */
  readonly label: string;
  /** What was measured, in words. */
  readonly quantity: string;
  readonly lines: readonly CurveLine[];
}

type ModelWithLosses = ComparedModel & { readonly losses: LossFacts };

/** The losses of models that compare, a plot for each quantity. Models of which nothing is known are left out. */
export function curveFrames(models: readonly ComparedModel[]): readonly CurveFrame[] {
  const withLosses = models.filter((model): model is ModelWithLosses => model.losses !== undefined);
  const names = [...new Set(withLosses.map(({ settings }) => settings.dataset))];
  return names.flatMap((data) =>
    framesOf(
      data,
      withLosses.filter(({ settings }) => settings.dataset === data),
    ),
  );
}

function framesOf(data: string, models: readonly ModelWithLosses[]): readonly CurveFrame[] {
  return groupCurves(models.map(curveRun))
    .map(({ curves, label, quantity }): CurveFrame => {
      const members = curves.map(({ run, points }) => ({ model: models[run] as ModelWithLosses, points }));
      const objectives = new Set(members.map(({ model }) => model.losses.objective));
      const lines = members.flatMap(({ model, points }): CurveLine[] => {
        const { id, title, losses } = model;
        const training = { id, title, kind: "training", points: trainingPoints(model) } as const;
        if (losses.validation === 0) return [training];
        // Training losses have all terms of the objective in them.
        const shown = objectives.size === 1 ? [training] : [];
        return [{ id, title, kind: "validation", points }, ...shown];
      });
      return { data, label, quantity, lines: lines.filter(({ points }) => points.length > 0) };
    })
    .filter(({ lines }) => lines.length > 0);
}

function curveRun({ settings, sampleShape, losses, history }: ModelWithLosses): CurveRun {
  const { objective, code, validation } = losses;
  return {
    summary: {
      ...{ settings, objective },
      model: { code },
      dataset: { ...storedShape(sampleShape), splits: { validation } },
      epochs: { kept: history.length },
    },
    history,
  };
}

function trainingPoints({ history, underWay = [] }: ComparedModel): CurveLine["points"] {
  return [...history.map(({ epoch, trainingLoss }) => ({ epoch, value: trainingLoss })), ...underWay];
}
