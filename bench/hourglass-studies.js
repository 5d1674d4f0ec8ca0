/** What the benchmark of a study's aggregation uses of the built package: apart from what contestants load. */

export { corruptions } from "hourglass-core/internal/program/corruptions/corruptions.ts";
export { createRandom } from "hourglass-core/internal/random/random.ts";
export { describeResults } from "hourglass-lab/internal/cli/studies/study-tables.ts";
export { writeStudyPage } from "hourglass-lab/internal/cli/studies/write-study-page.ts";
export { encodeNpy } from "hourglass-lab/internal/data/formats/npy.ts";
export { measures } from "hourglass-lab/internal/measures/measures.ts";
export { runFolder } from "hourglass-lab/internal/run/folder.ts";
export {
  examplesFile,
  readResults,
  runPath,
  studyFiles,
  writeResults,
} from "hourglass-lab/internal/study/execution/study-folder.ts";
export { planStudy } from "hourglass-lab/internal/study/grid.ts";
export { parseStudy } from "hourglass-lab/internal/study/study-file.ts";
export { studyResults } from "hourglass-lab/internal/study/study-results.ts";
