import type { SampleShape } from "hourglass-core/internal/data/samples/shape.ts";
import { UsageError } from "hourglass-core/internal/errors.ts";
import { isPresetName, presetNames } from "hourglass-core/internal/settings/presets.ts";
import { defaultsFor, validationCount } from "hourglass-core/internal/settings/resolve.ts";
import type { Settings } from "hourglass-core/internal/settings/settings.ts";
import { settingNames } from "hourglass-core/internal/settings/settings-table.ts";
import { isCatalogueName } from "hourglass-lab/internal/data/catalogue/catalogue.ts";
import type { Experiment } from "./link.ts";

/** Data and validation samples as a run had them. */
export interface TrainedOn {
  readonly settings: Settings;
  readonly sampleShape: SampleShape;
  /** Training and validation samples together. */
  readonly count?: number;
}

/**
 * The experiment that trains a model again: of its settings those that its preset does not have already. Data that the
 * page does not know by name are left out, and so is what belongs to a machine.
 * @throws UsageError where the layers come from a file, which settings do not hold
 */
export function experimentOfModel({ settings, sampleShape, count }: TrainedOn): Experiment {
  const { model, code, penalty } = settings;
  if (!isPresetName(model)) {
    throw new UsageError(
      `${model} is no preset: its layers come from a file of its own, which this page cannot train again; ` +
        `choose one of ${presetNames.join(", ")}`,
    );
  }
  const defaults = defaultsFor({ model, code, penalty }, sampleShape);
  const isAuto =
    count !== undefined && settings.validation === validationCount({ validation: "auto" }, count);
  const known: Settings = { ...settings, ...(isAuto ? { validation: "auto" } : {}) };
  const leftOut = new Set([
    ...["threads", "device"],
    ...(isCatalogueName(settings.dataset) ? [] : ["dataset", "imageSize", "samples"]),
  ]);
  const chosen = settingNames.filter(
    (name) => !leftOut.has(name) && (always.has(name) || String(known[name]) !== String(defaults[name])),
  );
  return Object.fromEntries(chosen.map((name) => [name, known[name]]));
}

/** What an experiment names even where it is the usual. */
const always: ReadonlySet<string> = new Set(["dataset", "model", "epochs", "seed"]);
