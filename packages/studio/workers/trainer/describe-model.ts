import { type Model, parameterCount } from "hourglass-core/internal/model/model.ts";
import { describeObjective } from "hourglass-core/internal/program/objective.ts";
import type { Settings } from "hourglass-core/internal/settings/settings.ts";
import { objectiveOf } from "hourglass-core/internal/settings/training-options.ts";
import { drawnLayers } from "./drawn-layers.ts";
import type { PreparedModel } from "./trainer-api.ts";

/** What the page shows of a model of these settings, on splits of these sizes. */
export function describeModel(
  model: Model,
  settings: Settings,
  splits: PreparedModel["splits"],
): PreparedModel {
  const { architecture, sampleShape, latentSize, code } = model;
  if (architecture === undefined) throw new TypeError("a model without its architecture");
  return {
    ...{ settings, architecture, sampleShape, latentSize, code, splits },
    layers: drawnLayers(model),
    parameters: parameterCount(model),
    objective: describeObjective(model, objectiveOf(settings)),
  };
}
