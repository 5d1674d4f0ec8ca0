import type { SampleShape } from "hourglass-core/internal/data/samples/shape.ts";
import { UsageError } from "hourglass-core/internal/errors.ts";
import type { Architecture } from "hourglass-core/internal/model/architecture.ts";
import { buildArchitecture } from "hourglass-core/internal/model/build.ts";
import { conditionOf } from "hourglass-core/internal/model/condition.ts";
import type { Model } from "hourglass-core/internal/model/model.ts";
import { architectureOf } from "hourglass-core/internal/settings/build-model.ts";
import type { Settings } from "hourglass-core/internal/settings/settings.ts";

/** What an autoencoder of normal samples is made of. */
export interface ModelPlan {
  readonly settings: Settings;
  /** The layers, where the settings name a file of them. */
  readonly architecture?: Architecture;
}

/**
 * The autoencoder of normal samples, not yet trained.
 * @throws UsageError on one that would have to be told what whoever looks for anomalies does not know
 */
export function modelFor({ settings, architecture }: ModelPlan, shape: SampleShape): Model {
  const model = buildArchitecture(architecture ?? architectureOf(settings, shape), shape);
  if (conditionOf(model) === undefined) return model;
  throw new UsageError(
    `settings: ${model.name} is told the class of each sample, which whoever looks for anomalies does not know: choose another model`,
  );
}
