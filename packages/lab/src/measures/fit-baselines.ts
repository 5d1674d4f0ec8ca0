import { callback, optionalSignal, recordSchema, whole } from "hourglass-core/internal/arguments.ts";
import * as z from "zod";
import type { Measure } from "./measure.ts";
import {
  type MeasureName,
  type MeasuringHooks,
  measureNames,
  measures,
  mostMemory,
  obstacleTo,
} from "./measures.ts";
import { NotMeasurableError } from "./not-measurable.ts";
import { componentCount } from "./reconstruction/pca.ts";
import type { Representation } from "./representation.ts";
import { type FitHooks, FitUnderWayError } from "./shared-fits.ts";

export interface FittingHooks extends MeasuringHooks {
  /** Whether to wait for what other processes are computing; true unless given. */
  readonly wait?: boolean;
}

export const fittingHooksSchema: z.ZodType<FittingHooks> = recordSchema<FittingHooks>({
  signal: optionalSignal,
  onProgress: callback(),
  memory: whole(0).exactOptional(),
  wait: z.boolean().exactOptional(),
});

type BaselinePart = NonNullable<Measure["baseline"]>;

/**
 * Has the baseline compute all that measures ask of it. Where processes share it, each takes what no other is computing, and only
 * then waits for the rest.
 * @throws FitUnderWayError where others are still computing, and `wait` is false
 * @throws the reason of `signal` once that is aborted
 */
export async function fitBaselines(
  names: readonly MeasureName[],
  representation: Representation,
  { signal, onProgress, memory = mostMemory, wait = true }: FittingHooks = {},
): Promise<void> {
  const { baseline, autoencoder } = representation;
  const titles = new Map<BaselinePart, string>();
  for (const name of measureNames.filter((one) => names.includes(one))) {
    const { baseline: part, title } = measures[name];
    const isAsked = part !== undefined && obstacleTo(measures[name], representation, memory) === undefined;
    if (isAsked && !titles.has(part)) titles.set(part, title);
  }
  let underWay: FitUnderWayError | undefined;
  const fit = async (part: BaselinePart, waits: boolean): Promise<boolean> => {
    signal?.throwIfAborted();
    const title = titles.get(part) ?? "";
    const hooks: FitHooks = {
      wait: waits,
      onProgress: (fraction) => onProgress?.(fraction, title),
      ...(signal === undefined ? {} : { signal }),
    };
    hooks.onProgress?.(0);
    try {
      if (part === "principalComponents") await baseline[part](componentCount(autoencoder), hooks);
      else await baseline[part](hooks);
    } catch (error) {
      if (error instanceof FitUnderWayError) {
        underWay = error;
        return false;
      }
      // The measure itself says so.
      if (!(error instanceof NotMeasurableError)) throw error;
    }
    return true;
  };
  const left: BaselinePart[] = [];
  for (const part of titles.keys()) if (!(await fit(part, false))) left.push(part);
  if (underWay !== undefined && !wait) throw underWay;
  for (const part of left) await fit(part, true);
}
