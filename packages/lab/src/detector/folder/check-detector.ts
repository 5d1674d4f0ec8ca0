import { HourglassError } from "hourglass-core/internal/errors.ts";
import type { TrainedKind } from "../../run/check-trained.ts";
import { detectorFiles, runFiles } from "../../run/files/run-files.ts";
import { decodeDetector } from "../detector-file.ts";
import { type DetectorSummary, parseDetectorSummary } from "./detector-summary.ts";

/** What is looked at when a detector is checked. */
export const checkedDetector: TrainedKind<DetectorSummary> = {
  files: detectorFiles,
  advice: "fit the detector anew with another --out",
  program: runFiles.detector,
  parse: parseDetectorSummary,
  readWeights: (summary, bytes, file) => {
    const { score, threshold } = decodeDetector(bytes, file);
    if (score === summary.score && threshold.score === summary.threshold.score) return;
    throw new HourglassError(
      `expected the score ${summary.score} with the threshold ${summary.threshold.score}, as ${runFiles.summary} has, ` +
        `found ${score} with ${threshold.score}`,
    );
  },
};
