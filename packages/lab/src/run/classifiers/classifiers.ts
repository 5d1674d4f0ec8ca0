import { join } from "node:path";
import { HourglassError } from "hourglass-core/internal/errors.ts";
import { type KindTable, kindTable } from "hourglass-core/internal/kinds/table.ts";
import { listed } from "hourglass-core/internal/words.ts";
import { provenanceOf, provenanceProblem } from "../files/provenance.ts";
import type { RunSummary } from "../files/summary.ts";
import type { RunFolder } from "../folder.ts";
import { shellWord } from "../resume-command.ts";
import type { Classifier, ClassifierKind } from "./classifier.ts";
import { savedProbe } from "./saved-probe.ts";

/** What may tell classes, in the order in which a folder is looked through. */
export const classifiers: KindTable<ClassifierKind> = kindTable<ClassifierKind>("classifier", [savedProbe]);

/**
 * The first classifier that a run's folder has.
 * @throws HourglassError where there is none, or it is of other weights or data than the run, saying which command writes one
 */
export async function readClassifier(folder: RunFolder, summary: RunSummary): Promise<Classifier> {
  const run = shellWord(folder.path);
  const expected = provenanceOf(summary);
  for (const { file, command, read } of classifiers.kinds) {
    const found = await read(folder);
    if (found === undefined) continue;
    const problem = expected && provenanceProblem(found.provenance, expected);
    if (problem === undefined) return found;
    throw new HourglassError(`${join(folder.path, file)}: ${problem}; ${command(run)} writes it anew`);
  }
  const files = listed(
    classifiers.kinds.map(({ file }) => file),
    "or",
  );
  const commands = listed(
    classifiers.kinds.map(({ command }) => command(run)),
    "or",
  );
  throw new HourglassError(
    `${folder.path} has no classifier: expected ${files} in it; write one with: ${commands}`,
  );
}
