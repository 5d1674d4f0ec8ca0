import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { shapeOf } from "hourglass-core/internal/data/samples/samples.ts";
import type { SampleShape } from "hourglass-core/internal/data/samples/shape.ts";
import { toOnnx } from "hourglass-core/internal/graph/onnx/serialise.ts";
import type { Architecture } from "hourglass-core/internal/model/architecture.ts";
import { buildArchitecture } from "hourglass-core/internal/model/build.ts";
import { trainerProgram } from "hourglass-core/internal/program/trainer.ts";
import { isArchitectureFile } from "hourglass-core/internal/settings/choices.ts";
import type { Settings } from "hourglass-core/internal/settings/settings.ts";
import { objectiveOf, trainingOptions } from "hourglass-core/internal/settings/training-options.ts";
import type { MeasureName } from "../../measures/measures.ts";
import { sha256 } from "../../run/files/checksums.ts";
import { sha256OfDataset } from "../../run/files/data-identity.ts";
import type { PlannedRun, StudyContent, StudyPlan, StudyVersion } from "../grid.ts";
import { runName } from "../store/run-name.ts";
import { withoutEffect } from "./estimate.ts";
import type { PreparedStudy } from "./prepare.ts";

/** SHA-256 (hex) of the training program of a model, as trainer.onnx has it. */
export function programSum(settings: Settings, architecture: Architecture, shape: SampleShape): string {
  const model = buildArchitecture(architecture, shape);
  return sha256(toOnnx(trainerProgram(model, objectiveOf(settings), trainingOptions(settings).optimizer)));
}

/**
 * The plan with the name of every run, and with what another machine needs to train them.
 * @param onProgress told how many runs of how many have a name
 */
export async function nameRuns(
  { cells, runs }: StudyPlan,
  { datasets, architectureOf }: PreparedStudy,
  measures: readonly MeasureName[],
  version: StudyVersion,
  onProgress: (done: number, of: number) => void = () => undefined,
): Promise<StudyPlan> {
  const programs = new Map<string, string>();
  const layers = new Map<string, Architecture>();
  const named: PlannedRun[] = [];
  for (const run of runs) {
    const { settings, data } = run;
    const dataset = datasets.get(data);
    if (dataset === undefined) throw new TypeError(`the data of ${run.id} are not loaded`);
    const architecture = architectureOf(run);
    if (isArchitectureFile(settings.model)) layers.set(settings.model, architecture);
    const shape = shapeOf(dataset.train as Samples);
    const decisive = Object.entries(settings).filter(
      ([name]) => !withoutEffect.includes(name as keyof Settings),
    );
    const key = JSON.stringify([shape, architecture, decisive]);
    let program = programs.get(key);
    if (program === undefined) {
      program = programSum(settings, architecture, shape);
      programs.set(key, program);
      onProgress(named.length, runs.length);
      // Building programs leaves nobody else time; somebody may want to stop.
      await new Promise((resolve) => setImmediate(resolve));
    }
    const content = { settings, architecture, data: sha256OfDataset(dataset), program, measures, version };
    named.push({ ...run, name: runName(content) });
  }
  const data = [...datasets].map(([label, dataset]) => [label, sha256OfDataset(dataset)] as const);
  const content: StudyContent = {
    version,
    data: Object.fromEntries(data),
    layers: Object.fromEntries(layers),
  };
  return { cells, runs: named, content };
}
