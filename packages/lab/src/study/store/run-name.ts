import type { Architecture } from "hourglass-core/internal/model/architecture.ts";
import { isArchitectureFile } from "hourglass-core/internal/settings/choices.ts";
import type { SettingName, Settings } from "hourglass-core/internal/settings/settings.ts";
import { settingNames } from "hourglass-core/internal/settings/settings-table.ts";
import type { MeasureName } from "../../measures/measures.ts";
import { sha256 } from "../../run/files/checksums.ts";
import type { StudyVersion } from "../grid.ts";

/** All that the results of a training follow from. */
export interface RunContent {
  /** Complete, with the seed and the device. */
  readonly settings: Settings;
  readonly architecture: Architecture;
  /** SHA-256 (hex) of the data set, as `sha256OfDataset` has it. */
  readonly data: string;
  /** SHA-256 (hex) of the training program, as trainer.onnx has it. */
  readonly program: string;
  readonly measures: readonly MeasureName[];
  readonly version: StudyVersion;
}

/** Where the data lie is no part of what they are: their checksum is. */
const places: readonly SettingName[] = ["dataset", "labels", "columns"];

/**
 * The name of a run by its content, SHA-256 (hex): the same on every machine for the same settings, seed, layers, data, training program,
 * measures, versions of hourglass and of ONNX Runtime; another where any of these is another. Two runs of one name have the same results, to the bit
 * where their machines compute alike.
 */
export function runName({ settings, architecture, data, program, measures, version }: RunContent): string {
  const kept = settingNames.flatMap((name) => {
    // The layers stand for the file that they were read from.
    const isPlace = places.includes(name) || (name === "model" && isArchitectureFile(settings.model));
    return isPlace ? [] : [[name, settings[name]]];
  });
  const runtime = version.runtimes[settings.device];
  return sha256(JSON.stringify([kept, architecture, data, program, measures, version.hourglass, runtime]));
}
