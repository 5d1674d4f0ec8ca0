import { z } from "zod";
import { callback, checkArgument, optionalSignal, recordSchema } from "../arguments.ts";
import { type ProgressHooks, progressHooksSchema } from "../evaluation/progress.ts";
import { lookUp } from "../validation.ts";
import { clusters } from "./classes/clusters.ts";
import { neighbours } from "./classes/neighbours.ts";
import { probe } from "./classes/probe.ts";
import { neighbourhood } from "./code/neighbourhood.ts";
import { map } from "./code/plane-maps.ts";
import { robustness } from "./code/robustness.ts";
import { rank } from "./code/spectrum.ts";
import { units } from "./code/units.ts";
import { factors } from "./factors/disentanglement.ts";
import type { Material } from "./material.ts";
import type { Measure, MeasureResult } from "./measure.ts";
import { quality } from "./reconstruction/image-quality.ts";
import { pca } from "./reconstruction/pca.ts";
import { restored } from "./reconstruction/restored.ts";
import { requireMaterial } from "./require-subject.ts";

/** Every measure of a code, by the name that the command line and studies call it by; docs/measures.md describes them. */
export const measures: Readonly<Record<string, Measure>> = guarded({
  quality,
  pca,
  probe,
  restored,
  neighbours,
  clusters,
  neighbourhood,
  rank,
  units,
  robustness,
  factors,
  map,
});

/** Measures that look at what they are given before they begin. */
function guarded(all: Readonly<Record<string, Measure>>): Readonly<Record<string, Measure>> {
  const entries = Object.entries(all).map(([name, measure]): [string, Measure] => [
    name,
    {
      ...measure,
      measure: async (material, hooks = {}) => {
        requireMaterial(material, name, "material");
        checkArgument(progressHooksSchema, hooks, name, "hooks");
        return measure.measure(material, hooks);
      },
    },
  ]);
  return Object.fromEntries(entries);
}

/**
 * The measures of these names, in the order of the table.
 * @param from where the names come from, for the message: `--measures`
 * @throws UsageError naming one that does not exist
 */
export function measuresNamed(names: readonly string[], from: string): readonly string[] {
  for (const name of names) lookUp(measures, name, `measure in ${from}`);
  return Object.keys(measures).filter((name) => names.includes(name));
}

/** The measures that the data of `material` allow. */
export function possibleMeasures({
  splits,
  factors,
}: Pick<Material, "splits" | "factors">): readonly string[] {
  const hasLabels = splits.train.labels !== undefined && splits.test.labels !== undefined;
  return Object.entries(measures)
    .filter(([, { needs }]) =>
      needs === undefined ? true : needs === "labels" ? hasLabels : factors !== undefined,
    )
    .map(([name]) => name);
}

/** Hooks that are also told which measure is under way. */
export interface MeasuringHooks extends Omit<ProgressHooks, "onProgress"> {
  readonly onProgress?: (fraction: number, title: string) => void;
}

const hooksSchema = recordSchema<MeasuringHooks>({ signal: optionalSignal, onProgress: callback() });

/**
 * Takes measures one after the other; of those named, the ones that the data do not allow are left out.
 * @throws UsageError on what is no material, and on names of no measure
 */
export async function takeMeasures(
  names: readonly string[],
  material: Material,
  hooks: MeasuringHooks = {},
): Promise<Readonly<Record<string, MeasureResult>>> {
  checkArgument(z.array(z.enum(Object.keys(measures))), names, "takeMeasures", "names");
  requireMaterial(material, "takeMeasures", "material");
  checkArgument(hooksSchema, hooks, "takeMeasures", "hooks");
  const { signal, onProgress } = hooks;
  const possible = possibleMeasures(material);
  const chosen = Object.entries(measures).filter(([name]) => names.includes(name) && possible.includes(name));
  const weightOf = ({ seconds, baselineSeconds = 0 }: Measure): number => seconds + baselineSeconds;
  const total = chosen.reduce((sum, [, measure]) => sum + weightOf(measure), 0);
  const results: Record<string, MeasureResult> = {};
  let done = 0;
  for (const [name, measure] of chosen) {
    signal?.throwIfAborted();
    const before = done;
    const tell = (fraction: number): void =>
      onProgress?.((before + fraction * weightOf(measure)) / total, measure.title);
    tell(0);
    results[name] = await measure.measure(material, {
      onProgress: tell,
      ...(signal === undefined ? {} : { signal }),
    });
    done += weightOf(measure);
  }
  return results;
}
