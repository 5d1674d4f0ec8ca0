import { HourglassError } from "hourglass-core/internal/errors.ts";
import { decodeSafetensors } from "hourglass-core/internal/inference/safetensors.ts";
import { decodeAutoencoder, weightsOf } from "hourglass-core/internal/inference/saved.ts";
import { buildArchitecture } from "hourglass-core/internal/model/build.ts";
import { type Model, parameterCount } from "hourglass-core/internal/model/model.ts";
import type { Settings } from "hourglass-core/internal/settings/settings.ts";
import { settingsTable } from "hourglass-core/internal/settings/settings-table.ts";
import { parseHistory, parseSummary, runFiles } from "hourglass-lab/internal/run/files/run-files.ts";
import { shapeStored } from "hourglass-lab/internal/run/files/stored-shape.ts";
import type { RunSummary } from "hourglass-lab/internal/run/files/summary.ts";
import type { StudyResults } from "hourglass-lab/internal/study/results.ts";
import { parseResults } from "hourglass-lab/internal/study/results-schema.ts";
import { canHash, sha256 } from "../workers/data/file-bytes.ts";
import type { KeptModel } from "./session.ts";

/** A folder of a run or a study, wherever it is: dropped, or with the server. */
export interface OpenedFolder {
  /** Its path with a slash at the end, for messages; empty for files without a folder. */
  readonly path: string;
  /** The bytes of a file in it; `undefined` where there is none. */
  readonly read: (file: string) => Promise<Uint8Array | undefined>;
}

/** A run as the page opens it. */
export interface RunContent {
  readonly summary: RunSummary;
  readonly model: Omit<KeptModel, "id">;
}

/**
 * Reads a finished run: run.json, model.safetensors and, if it is there, metrics.jsonl.
 * @throws HourglassError naming the file, what was expected and what was found
 */
export async function openRun(folder: OpenedFolder): Promise<RunContent> {
  const file = folder.path + runFiles.summary;
  const summary = parseSummary(await require(folder, runFiles.summary), file);
  if (summary.status !== "done") {
    throw new HourglassError(
      `${file}: this run is not finished: expected "status": "done", found "${summary.status}"; ` +
        "continue it with hourglass train --resume, or open another",
    );
  }
  const { settings, model: noted, dataset } = summary;
  const { architecture } = noted;
  const sampleShape = shapeStored(dataset);
  const model = buildArchitecture(architecture, sampleShape);
  const bytes = await require(folder, runFiles.weights);
  const weightsFile = folder.path + runFiles.weights;
  await requireSameWeights(bytes, summary, weightsFile);
  const history = await folder.read(runFiles.metrics);
  return {
    summary,
    model: {
      ...{ architecture, sampleShape, settings },
      title: folder.path.split("/").at(-2) ?? `${settings.model}, seed ${settings.seed}`,
      origin: "opened",
      weights: weightsOf(model, decodeSafetensors(bytes, weightsFile), weightsFile),
      history: parseHistory(history ?? new Uint8Array(), folder.path + runFiles.metrics),
      parameters: parameterCount(model),
      seconds: summary.seconds,
      losses: {
        objective: summary.objective,
        code: model.code,
        validation: dataset.splits.validation,
      },
    },
  };
}

/** Where browsers let the page compute checksums, which is by https and on localhost. */
async function requireSameWeights(bytes: Uint8Array, { weights }: RunSummary, file: string): Promise<void> {
  if (weights === undefined || !canHash()) return;
  const found = await sha256(Uint8Array.from(bytes));
  if (found === weights) return;
  throw new HourglassError(
    `${file} has not the weights that this run ended with: expected SHA-256 ${weights}, found ${found}; ` +
      "open the folder of the run as it was written",
  );
}

/**
 * Reads weights that were saved alone, by this page or by `saveAutoencoder`: a model without its training.
 * @throws HourglassError naming the file where it is damaged or does not describe its model
 */
export function openWeights(bytes: Uint8Array, file: string): Omit<KeptModel, "id"> {
  const { model, weights } = decodeAutoencoder(bytes, file);
  const { architecture, sampleShape } = model;
  if (architecture === undefined) throw new TypeError("a decoded model has its architecture");
  return {
    ...{ architecture, sampleShape },
    settings: settingsOfModel(model),
    title: (file.split("/").at(-1) ?? file).replace(/\.safetensors$/, ""),
    origin: "opened",
    weights,
    history: [],
    parameters: parameterCount(model),
    seconds: 0,
  };
}

/**
 * Reads a study's results.json.
 * @throws HourglassError naming the file, what was expected and what was found
 */
export async function openStudy(folder: OpenedFolder): Promise<StudyResults> {
  const name = "results.json";
  const bytes = await folder.read(name);
  const file = folder.path + name;
  if (bytes === undefined) {
    throw new HourglassError(
      `${folder.path || "this study"} has no results yet: expected ${file}; finish it with hourglass study --resume`,
    );
  }
  return parseResults(bytes, file);
}

async function require(folder: OpenedFolder, name: string): Promise<Uint8Array> {
  const bytes = await folder.read(name);
  if (bytes !== undefined) return bytes;
  throw new HourglassError(
    `${folder.path + name} is missing: expected the folder of a finished run, with ` +
      `${runFiles.summary}, ${runFiles.weights} and ${runFiles.metrics}`,
  );
}

/** The settings of a model of which only the layers are known: what its file does not tell is at its default. */
function settingsOfModel({ name, latentSize, code }: Model): Settings {
  const defaults = Object.entries(settingsTable).map(([setting, { default: value }]) => [setting, value]);
  return { ...Object.fromEntries(defaults), model: name, latentSize, code } as Settings;
}
