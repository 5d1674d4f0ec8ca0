import { parseArchitecture } from "hourglass-core/internal/model/architecture.ts";
import { storedSettings } from "hourglass-core/internal/settings/resolve.ts";
import * as z from "zod";
import { parseJsonFile } from "../data/files/json-file.ts";
import { dataIdentitySchema, environmentSchema } from "../run/files/summary-schema.ts";
import { type AnomalyScore, anomalyScores, type OfScores, scoresIn } from "./anomaly-scores.ts";
import { anomalyBaselineNames, anomalyBaselines, type OfBaselines } from "./baselines.ts";
import type {
  AnomalyBaselines,
  AnomalyCell,
  AnomalyComparison,
  AnomalyPlan,
  AnomalyResults,
} from "./results.ts";

// The schema of anomaly.json. Settings and layers have checks of their own.

const text = z.string();
const count = z.int().min(0);
const share = z.number().min(0).max(1);
const deviation = z.number().min(0);

/** A value for each score; for those that need images, where there are images; for later ones, where results have them. */
function eachOf(scores: Readonly<Record<string, AnomalyScore>>, value: z.ZodType): z.ZodType {
  const entries = Object.entries(scores).map(([name, { needsImages, isLater }]) => [
    name,
    needsImages === undefined && isLater === undefined ? value : value.optional(),
  ]);
  return z.strictObject(Object.fromEntries(entries) as Readonly<Record<string, z.ZodType>>);
}
const eachScore = <T>(value: z.ZodType<T>): z.ZodType<OfScores<T>> =>
  eachOf(anomalyScores, value) as z.ZodType<OfScores<T>>;
const eachBaseline = <T>(value: z.ZodType<T>): z.ZodType<OfBaselines<T>> =>
  eachOf(anomalyBaselines, value) as z.ZodType<OfBaselines<T>>;

const scoredImages = z.array(
  z.strictObject({ dataset: text, index: count, isAnomalous: z.boolean(), score: z.number() }),
);

const cellSchema: z.ZodType<AnomalyCell> = z.strictObject({
  normal: text,
  normalClass: count.exactOptional(),
  seed: count,
  images: z.strictObject({ train: count, validation: count, normal: count, anomalous: count }),
  epochs: count,
  seconds: z.number().min(0),
  auroc: eachScore(share),
  curve: z.array(z.strictObject({ falsePositiveRate: share, truePositiveRate: share })),
  histogram: z.strictObject({
    minimum: z.number(),
    maximum: z.number(),
    normal: z.array(count),
    anomalous: z.array(count),
  }),
  extremes: z.strictObject({
    strangest: scoredImages,
    leastStrange: scoredImages,
    strangestNormal: scoredImages,
    leastStrangeAnomalous: scoredImages,
  }),
  warnings: z.array(text).exactOptional(),
});

const baselinesSchema: z.ZodType<AnomalyBaselines> = z.strictObject({
  normal: text,
  normalClass: count.exactOptional(),
  components: count,
  seconds: z.number().min(0),
  auroc: eachBaseline(share),
});

const comparisonSchema: z.ZodType<AnomalyComparison> = z.strictObject({
  pairs: z.enum(["classes", "seeds", "none"]),
  baselines: eachBaseline(share),
  best: z.enum(anomalyBaselineNames),
  differences: eachScore(
    eachBaseline(
      z.strictObject({
        mean: z.number(),
        interval: z.tuple([z.number(), z.number()]).exactOptional(),
      }),
    ),
  ),
  findings: z.array(text),
});

const resultsSchema = z
  .strictObject({
    format: z.literal(1),
    status: z.enum(["unfinished", "done"]),
    plan: z.strictObject({
      settings: z.record(z.string(), z.unknown()),
      architecture: z.unknown().optional(),
      classes: z.array(count).exactOptional(),
      against: text.exactOptional(),
      seeds: z.array(count).min(1),
    }),
    dataset: dataIdentitySchema,
    against: dataIdentitySchema.exactOptional(),
    scores: eachScore(text),
    protocol: z.array(text),
    cells: z.array(cellSchema),
    mean: eachScore(z.strictObject({ mean: share, standardDeviation: deviation })).exactOptional(),
    baselineScores: eachBaseline(text).exactOptional(),
    baselines: z.array(baselinesSchema).exactOptional(),
    comparison: comparisonSchema.exactOptional(),
    environment: environmentSchema,
  })
  .refine(({ plan, cells, status, scores }) => {
    return cellsAreOfPlan(plan, cells, status === "done") && cellsHaveScores(scores, cells);
  })
  .meta({
    expected:
      "one cell for every class and seed of the plan (for some of them, where the status is unfinished), with an area for each of the scores",
  });

/** Whether each cell has an area for every score that is defined, and for no other. */
function cellsHaveScores(scores: AnomalyResults["scores"], cells: readonly AnomalyCell[]): boolean {
  return cells.every(({ auroc }) => scoresIn(auroc).join() === scoresIn(scores).join());
}

/** Whether each cell is of a class and a seed of the plan, and none there twice. */
function cellsAreOfPlan(
  plan: Pick<AnomalyPlan, "classes" | "seeds">,
  cells: readonly AnomalyCell[],
  all: boolean,
): boolean {
  const planned = plan.seeds.flatMap((seed) =>
    (plan.classes ?? [undefined]).map((normalClass) => `${seed} ${normalClass}`),
  );
  const found = new Set(cells.map(({ seed, normalClass }) => `${seed} ${normalClass}`));
  const known = new Set(planned);
  return (
    found.size === cells.length &&
    [...found].every((cell) => known.has(cell)) &&
    (!all || found.size === known.size)
  );
}

/**
 * The results of a detection of anomalies, as anomaly.json has them.
 * @param file its name, for messages
 * @throws HourglassError naming the field that is wrong
 */
export function parseAnomalyResults(bytes: Uint8Array, file: string): AnomalyResults {
  const { plan, ...results } = parseJsonFile(bytes, file, resultsSchema, { format: 1 });
  const { architecture, settings, ...others } = plan;
  return {
    ...results,
    plan: {
      ...others,
      settings: storedSettings(settings, `${file}: plan.settings`),
      ...(architecture === undefined
        ? {}
        : { architecture: parseArchitecture(architecture, `${file}: plan.architecture`) }),
    },
  };
}
