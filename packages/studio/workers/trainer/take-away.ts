import { HourglassError } from "hourglass-core/internal/errors.ts";
import { toOnnx } from "hourglass-core/internal/graph/onnx/serialise.ts";
import { saveAutoencoder } from "hourglass-core/internal/inference/saved.ts";
import { autoencoderProgram, decoderProgram, encoderProgram } from "hourglass-core/internal/program/coder.ts";
import { trainerProgram } from "hourglass-core/internal/program/trainer.ts";
import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import { objectiveOf, trainingOptions } from "hourglass-core/internal/settings/training-options.ts";
import { runFiles } from "hourglass-lab/internal/run/files/run-files.ts";
import { type Job, weightsOf } from "./job.ts";
import type { LoadProgress, Takeaway, TakenFile } from "./trainer-api.ts";

/** A file of a model as it stands, under the name that a run's folder has for it. */
export async function takeAway(
  what: Takeaway,
  runtime: Runtime,
  job: Job,
  onProgress: (progress: LoadProgress) => void,
): Promise<TakenFile> {
  const { model, settings } = job;
  const weights = weightsOf(job);
  const program = (bytes: Uint8Array<ArrayBuffer>): TakenFile => ({
    ...{ name: runFiles[what], type: "application/octet-stream", bytes },
  });
  switch (what) {
    case "encoder":
      return program(toOnnx(encoderProgram(model, weights)));
    case "decoder":
      return program(toOnnx(decoderProgram(model, weights)));
    case "autoencoder":
      return program(toOnnx(autoencoderProgram(model, weights)));
    case "trainer":
      return program(
        toOnnx(trainerProgram(model, objectiveOf(settings), trainingOptions(settings).optimizer)),
      );
    case "weights": {
      // The file says nothing of settings, but who reads them elsewhere shall not take the last for all.
      const facts = job.changes.length === 0 ? {} : { changed_settings: JSON.stringify(job.changes) };
      const bytes = saveAutoencoder({ model, weights }, facts);
      return { name: runFiles.weights, type: "application/octet-stream", bytes };
    }
    case "report": {
      if (job.state === undefined && job.end !== undefined) {
        throw new HourglassError(
          "this model was trained elsewhere, and came without what a report tells of its training: train it yourself",
        );
      }
      if (job.state === undefined || job.state.history.length === 0) {
        throw new HourglassError("there is nothing to report yet: train at least one epoch");
      }
      const { writeReport } = await import("./write-report.ts");
      const html = await writeReport(runtime, job, weights, onProgress);
      return { name: runFiles.report, type: "text/html", bytes: new TextEncoder().encode(html) };
    }
  }
}
