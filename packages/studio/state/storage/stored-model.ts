import type { Architecture } from "hourglass-core/internal/model/architecture.ts";
import { buildArchitecture } from "hourglass-core/internal/model/build.ts";
import { modelParameters } from "hourglass-core/internal/model/model.ts";
import { requireWeightsOf } from "hourglass-core/internal/model/parameter.ts";
import { historySchema } from "hourglass-core/internal/training/epoch.ts";
import { checkValue } from "hourglass-core/internal/validation.ts";
import * as z from "zod";
import type { WeightsSnapshot } from "../../workers/trainer/trainer-api.ts";
import type { KeptModel, LossFacts } from "../session.ts";
import {
  bytesOf,
  figuresOf,
  figuresSchema,
  format,
  requireFormat,
  type StoredFigures,
  settingsOf,
  settingsSchema,
  shapeOfRecord,
  storedFigures,
} from "./stored-parts.ts";

// A kept model as the browser stores it.

/** What is kept of a model but for its place in this page. */
export type StoredModel = Omit<KeptModel, "id" | "key">;

interface ModelRecord {
  readonly format: typeof format;
  readonly title: string;
  readonly origin: KeptModel["origin"];
  readonly settings: Readonly<Record<string, unknown>>;
  readonly architecture: unknown;
  readonly sampleShape: unknown;
  readonly weights: WeightsSnapshot;
  readonly history: KeptModel["history"];
  readonly parameters: number;
  readonly seconds: number;
  readonly losses?: LossFacts | undefined;
  readonly figures?: StoredFigures | undefined;
}

const schema: z.ZodType<ModelRecord> = z.object({
  format: z.literal(format),
  title: z.string().min(1),
  origin: z.enum(["trained here", "opened"]),
  settings: settingsSchema,
  architecture: z.unknown(),
  sampleShape: z.unknown(),
  weights: z.custom<WeightsSnapshot>((given) => given instanceof Map),
  history: historySchema,
  parameters: z.int().min(0),
  seconds: z.number().min(0),
  losses: z.object({ objective: z.string(), code: z.string(), validation: z.int().min(0) }).optional(),
  figures: figuresSchema.optional(),
});

/** A model as it is stored; its own id in the page and its key are none of it. */
export function recordOfModel(model: Omit<KeptModel, "id">): ModelRecord {
  const { title, origin, settings, architecture, sampleShape } = model;
  const { weights, history, parameters, seconds, losses, figures, measuredOn } = model;
  return {
    ...{ format, title, origin, settings: { ...settings }, architecture, sampleShape },
    ...{ weights, history, parameters, seconds },
    ...(losses === undefined ? {} : { losses }),
    ...(figures === undefined || measuredOn === undefined
      ? {}
      : { figures: storedFigures(figures, measuredOn) }),
  };
}

/**
 * A model that was stored.
 * @throws HourglassError where the record is of a newer version, is damaged, or is none
 */
export function modelOfRecord(record: unknown): StoredModel {
  const from = "a kept model";
  requireFormat(record, from);
  const stored = checkValue(schema, record, from);
  const named = `the kept model ${stored.title}`;
  const sampleShape = shapeOfRecord(stored.sampleShape, named);
  const model = buildArchitecture(stored.architecture as Architecture, sampleShape);
  const weights = requireWeightsOf(modelParameters(model), stored.weights, named);
  const { title, origin, history, parameters, seconds, losses, figures } = stored;
  return {
    ...{ title, origin, weights, history, parameters, seconds, sampleShape },
    settings: settingsOf(stored.settings, named),
    architecture: stored.architecture as Architecture,
    ...(losses === undefined ? {} : { losses }),
    ...(figures === undefined ? {} : { figures: figuresOf(figures), measuredOn: figures.checksums }),
  };
}

/** The room that a model takes: its weights are nearly all of it. */
export function bytesOfModel({ weights }: Pick<KeptModel, "weights">): number {
  return bytesOf(weights);
}
