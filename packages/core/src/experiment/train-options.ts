import * as z from "zod";
import { callback, checkArgument, type Fields, isRecord, optionalSignal, refuse } from "../arguments.ts";
import type { ArrayOptions } from "../data/array-samples.ts";
import type { NoticeOptions } from "../data/notices.ts";
import { UsageError } from "../errors.ts";
import type { Weights } from "../model/parameter.ts";
import { requireRuntime } from "../runtime/require-runtime.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { checkSetting } from "../settings/resolve.ts";
import type { Settings } from "../settings/settings.ts";
import { settingNamed, settingNames } from "../settings/settings-table.ts";
import type { FitHooks } from "../training/fit.ts";
import { showName } from "../validation.ts";
import { nearestWord } from "../words.ts";

/** Settings of `hourglass train` that say how samples are read and which runtime is made: here both are given. */
const foreign = {
  dataset: "names data to be read, and here samples are given: leave it out",
  labels: "names the classes of files, which training does not look at: leave it out",
  imageSize: "scales images of files, and here samples are given: leave it out",
  threads: "belongs to the runtime: give createNodeRuntime({ threads }) or createWebRuntime({ threads })",
  device: "belongs to the runtime: give createNodeRuntime({ device }) or createWebRuntime({ device })",
} as const;

/** What training tells, and is told, while it goes on. */
type Hooks = Pick<
  FitHooks,
  "signal" | "onPretraining" | "onPretrained" | "onProgress" | "onEpoch" | "initialWeights"
> &
  NoticeOptions;

/** How `Autoencoder.train` trains: any of the settings, of which those that are left out are those of the preset `model`. */
export interface TrainOptions extends Partial<Omit<Settings, keyof typeof foreign | "validation">>, Hooks {
  /** Where it runs: the native library in Node and WebAssembly elsewhere, unless given. */
  readonly runtime?: Runtime;
  /** How many samples to hold out, or what share of them, below 1; a sixth, at most 10,000, unless given. */
  readonly validation?: number | "auto";
}

const hookFields: Fields<Hooks> = {
  signal: optionalSignal,
  onPretraining: callback(),
  onPretrained: callback(),
  onProgress: callback(),
  onEpoch: callback(),
  onNotice: callback(),
  initialWeights: z.custom<Weights>().exactOptional(),
};
const hooksSchema = z.strictObject(hookFields);

/** Options by what they are for. */
export interface SortedOptions {
  /** Absent where none is given. */
  readonly runtime: Runtime | undefined;
  readonly hooks: FitHooks;
  /** How samples are read. */
  readonly samples: ArrayOptions;
  /** As they were given. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/**
 * Options that were given, of which the settings are still to be checked.
 * @param others names of options that the call has beside these, and has taken out
 * @throws UsageError on a name that does not exist, with the nearest that does
 */
export function sortOptions(given: unknown, call: string, others: readonly string[] = []): SortedOptions {
  if (!isRecord(given)) refuse("a record of settings by name", given, call, "options");
  const { runtime, ...rest } = given;
  const entries = Object.entries(rest).filter(([, value]) => value !== undefined);
  for (const [name] of entries) requireName(name, call, others);
  const isHook = ([name]: readonly [string, unknown]): boolean => Object.hasOwn(hookFields, name);
  const hooks = checkArgument(hooksSchema, Object.fromEntries(entries.filter(isHook)), call, "options");
  const settings = Object.fromEntries(entries.filter((entry) => !isHook(entry)));
  if (runtime !== undefined) requireRuntime(runtime, call, "options.runtime");
  const { onNotice, ...ofFit } = hooks as Hooks;
  const kind = checkSetting("samples", settings["samples"] ?? "auto", `${call}: options: samples`);
  return {
    runtime: runtime as Runtime | undefined,
    hooks: ofFit,
    samples: { samples: kind === "auto" ? undefined : (kind as string), onNotice },
    settings,
  };
}

function requireName(name: string, call: string, others: readonly string[]): void {
  const reason = Object.hasOwn(foreign, name) ? foreign[name as keyof typeof foreign] : undefined;
  if (reason !== undefined) throw new UsageError(`${call}: options: ${name} ${reason}`);
  if (settingNamed(name) !== undefined || Object.hasOwn(hookFields, name)) return;
  const own = settingNames.filter((setting) => !Object.hasOwn(foreign, setting));
  const nearest = nearestWord(name, ["runtime", ...others, ...Object.keys(hookFields), ...own]);
  throw new UsageError(`${call}: options: unknown name "${showName(name)}"; the nearest is ${nearest}`);
}

/**
 * The setting `validation`, of which a share becomes a count.
 * @param count how many samples there are
 */
export function validationSetting(given: unknown, count: number): unknown {
  const isShare = typeof given === "number" && given > 0 && given < 1;
  return isShare ? Math.max(1, Math.round(given * count)) : given;
}
