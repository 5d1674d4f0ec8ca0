import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { zipSync } from "fflate";
import { encodeNpy } from "hourglass-lab/internal/data/formats/npy.ts";
import type { StudyResults } from "hourglass-lab/internal/study/results.ts";

/** The file of a study whose trainings take a fraction of a second, and that of its data, in a folder. */
export async function writeTinyStudy(folder: string, seeds: number): Promise<string> {
  const [training, test, side] = [60, 20, 8];
  const pixels = (count: number, seed: number): Uint8Array =>
    Uint8Array.from({ length: count * side * side }, (_, index) => (index * 7919 + seed * 104729) % 251);
  const classes = (count: number): Uint8Array => Uint8Array.from({ length: count }, (_, index) => index % 3);
  const arrays = {
    "x_train.npy": encodeNpy(pixels(training, 1), [training, side, side]),
    "y_train.npy": encodeNpy(classes(training), [training]),
    "x_test.npy": encodeNpy(pixels(test, 2), [test, side, side]),
    "y_test.npy": encodeNpy(classes(test), [test]),
  };
  await writeFile(join(folder, "small.npz"), zipSync(arrays));
  const file = join(folder, "small.yaml");
  await writeFile(
    file,
    `title: Many\nquestion: Does it hold together?\ndata: [small.npz]\nmodels: { vanilla: {} }\n` +
      `settings: { epochs: 2, validation: 0, latentSize: 2, batchSize: 16 }\n` +
      `seeds: [${Array.from({ length: seeds }, (_, index) => index + 1).join(", ")}]\n`,
  );
  return file;
}

/** The results of a study without what a clock told, as JSON: the same bytes, whoever trained it. */
export async function timelessResults(study: string): Promise<string> {
  const results = JSON.parse(await readFile(join(study, "results.json"), "utf8")) as StudyResults;
  // How often a run was trained again says who was lost, and not what was found.
  const { repeated, environment: _, ...others } = results;
  if (repeated !== undefined && repeated.contradictions.length > 0) throw new Error(repeated.text);
  return JSON.stringify({
    ...others,
    protocol: others.protocol.filter((line) => line !== repeated?.text),
    runs: others.runs.map(({ seconds: __, ...row }) => row),
  });
}
