import {
  callback,
  checkArgument,
  optionalSignal,
  recordSchema,
  whole,
} from "hourglass-core/internal/arguments.ts";
import { kindOfSamples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { isImages, shapeOf } from "hourglass-core/internal/data/samples/samples.ts";
import { seenSize } from "hourglass-core/internal/data/samples/shape.ts";
import { inWordsOf } from "hourglass-core/internal/data/samples/words.ts";
import { lookUp } from "hourglass-core/internal/validation.ts";
import { sizeWords } from "hourglass-core/internal/words.ts";
import * as z from "zod";
import { type ProgressHooks, progressHooksSchema } from "../evaluation/progress.ts";
import { classCount, lackOfClasses } from "./classes/classification.ts";
import { clusters } from "./classes/clusters.ts";
import { fewLabels } from "./classes/few-labels.ts";
import { n2d } from "./classes/n2d.ts";
import { neighbours } from "./classes/neighbours.ts";
import { probe } from "./classes/probe.ts";
import { neighbourhood } from "./code/neighbourhood.ts";
import { map } from "./code/plane-maps.ts";
import { robustness } from "./code/robustness.ts";
import { rank } from "./code/spectrum.ts";
import { units } from "./code/units.ts";
import { factors } from "./factors/disentanglement.ts";
import { interventions } from "./factors/interventions.ts";
import type { Measure, MeasureResult } from "./measure.ts";
import type { MeasureSizes } from "./measure-sizes.ts";
import { resultInWords } from "./measure-words.ts";
import { NotMeasurableError } from "./not-measurable.ts";
import { amortization } from "./reconstruction/amortization.ts";
import { identity } from "./reconstruction/identity.ts";
import { quality } from "./reconstruction/image-quality.ts";
import { pca } from "./reconstruction/pca.ts";
import { restored } from "./reconstruction/restored.ts";
import { type Representation, requireRepresentation } from "./representation.ts";
import { soundResult } from "./sound-result.ts";

/** The table; each row says its type, as names are derived from it. */
const rows = {
  quality: quality as Measure,
  pca: pca as Measure,
  amortization: amortization as Measure,
  identity: identity as Measure,
  probe: probe as Measure,
  "few-labels": fewLabels as Measure,
  restored: restored as Measure,
  neighbours: neighbours as Measure,
  clusters: clusters as Measure,
  n2d: n2d as Measure,
  neighbourhood: neighbourhood as Measure,
  rank: rank as Measure,
  units: units as Measure,
  robustness: robustness as Measure,
  factors: factors as Measure,
  interventions: interventions as Measure,
  map: map as Measure,
};

export type MeasureName = keyof typeof rows;

export const measureNames: readonly MeasureName[] = Object.keys(rows) as MeasureName[];

/** Every measure of a code, by the name that the command line and studies call it by; docs/measures.md describes them. */
export const measures: Readonly<Record<MeasureName, Measure>> = guarded(rows);

export function isMeasureName(name: string): name is MeasureName {
  return Object.hasOwn(rows, name);
}

const count = whole(0);
const sizesSchema = recordSchema<MeasureSizes>({
  train: count,
  validation: count,
  test: count,
  imageSize: count,
  latentSize: count,
  classes: count,
});

/** Measures that look at what they are given before they begin. */
function guarded(all: Readonly<Record<MeasureName, Measure>>): Readonly<Record<MeasureName, Measure>> {
  const entries = Object.entries(all).map(([name, measure]): [string, Measure] => [
    name,
    {
      ...measure,
      measure: async (representation, hooks = {}) => {
        requireRepresentation(representation, name, "representation");
        checkArgument(progressHooksSchema, hooks, name, "hooks");
        const shape = shapeOf(representation.splits.train);
        try {
          return resultInWords(await measure.measure(representation, hooks), shape);
        } catch (error) {
          if (!(error instanceof NotMeasurableError)) throw error;
          throw new NotMeasurableError(inWordsOf(shape, error.message));
        }
      },
      memory: (sizes) => measure.memory(checkArgument(sizesSchema, sizes, name, "sizes")),
    },
  ]);
  return Object.fromEntries(entries) as Record<MeasureName, Measure>;
}

/**
 * The measures of these names, in the order of the table.
 * @param from where the names come from, for the message: `--measures`
 * @throws UsageError naming one that does not exist
 */
export function measuresNamed(names: readonly string[], from: string): readonly MeasureName[] {
  for (const name of names) lookUp(measures, name, `measure in ${from}`);
  return measureNames.filter((name) => names.includes(name));
}

/** Hooks that are also told which measure is under way. */
export interface MeasuringHooks extends Omit<ProgressHooks, "onProgress"> {
  readonly onProgress?: (fraction: number, title: string) => void;
  /** A measure that would take more memory, in bytes, is not taken; {@link mostMemory} unless given. */
  readonly memory?: number;
}

const hooksSchema = recordSchema<MeasuringHooks>({
  signal: optionalSignal,
  onProgress: callback(),
  memory: whole(0).exactOptional(),
});

/** More than a page or a common computer has to give, and about as much as one array can hold. */
export const mostMemory: number = 8 * 2 ** 30;

/**
 * Takes measures one after the other. What cannot be measured says why and stops no other: its result has no figures, and the
 * reason as `notMeasured`.
 * @throws UsageError on what is no representation, and on names of no measure
 * @throws the reason of `signal` once that is aborted
 */
export async function takeMeasures(
  names: readonly MeasureName[],
  representation: Representation,
  hooks: MeasuringHooks = {},
): Promise<Readonly<Record<string, MeasureResult>>> {
  checkArgument(z.array(z.enum(measureNames)), names, "takeMeasures", "names");
  requireRepresentation(representation, "takeMeasures", "representation");
  checkArgument(hooksSchema, hooks, "takeMeasures", "hooks");
  const { signal, onProgress, memory = mostMemory } = hooks;
  const chosen = measureNames
    .filter((name) => names.includes(name))
    .map((name) => ({
      name,
      measure: measures[name],
      obstacle: obstacleTo(measures[name], representation, memory),
    }));
  const weightOf = ({ seconds, baselineSeconds = 0 }: Measure): number => seconds + baselineSeconds;
  const total = chosen.reduce(
    (sum, { measure, obstacle }) => sum + (obstacle === undefined ? weightOf(measure) : 0),
    0,
  );
  const results: Record<string, MeasureResult> = {};
  let done = 0;
  for (const { name, measure, obstacle } of chosen) {
    if (obstacle !== undefined) {
      results[name] = { figures: {}, notMeasured: obstacle };
      continue;
    }
    signal?.throwIfAborted();
    const before = done;
    const tell = (fraction: number): void =>
      onProgress?.((before + fraction * weightOf(measure)) / total, measure.title);
    tell(0);
    results[name] = await takeMeasure(measure, representation, {
      onProgress: tell,
      ...(signal === undefined ? {} : { signal }),
    });
    done += weightOf(measure);
  }
  return results;
}

async function takeMeasure(
  measure: Measure,
  representation: Representation,
  hooks: ProgressHooks,
): Promise<MeasureResult> {
  try {
    return soundResult(await measure.measure(representation, hooks));
  } catch (error) {
    if (error instanceof NotMeasurableError) return { figures: {}, notMeasured: error.message };
    throw error;
  }
}

/** What forbids a measure before anything is computed, as a reason. */
export function obstacleTo(
  { needs, memory }: Measure,
  representation: Representation,
  most: number,
): string | undefined {
  const { splits, factors } = representation;
  const shape = shapeOf(splits.train);
  if (splits.test.count === 0) return inWordsOf(shape, "there are no test images");
  if (needs === "images" && !isImages(splits.test)) {
    return `it needs images, and these are ${kindOfSamples(shape).plural}`;
  }
  if (needs === "labels") {
    const reason = lackOfClasses(splits);
    if (reason !== undefined) return inWordsOf(shape, reason);
  }
  if (needs === "factors" && factors === undefined) {
    return "it needs true factors, which only the built-in digits have";
  }
  const bytes = memory(sizesOf(representation));
  if (bytes <= most) return undefined;
  return `it would take about ${sizeWords(bytes)} of memory, and the limit is ${sizeWords(most)}`;
}

/** What the memory of measures depends on. */
export function sizesOf({
  splits,
  autoencoder,
}: Pick<Representation, "splits" | "autoencoder">): MeasureSizes {
  const { train, validation, test } = splits;
  const { model, latentSize } = autoencoder;
  const imageSize = seenSize(model.sampleShape);
  const classes = train.labels === undefined ? 0 : classCount(splits);
  return {
    train: train.count,
    validation: validation.count,
    test: test.count,
    ...{ imageSize, latentSize, classes },
  };
}
