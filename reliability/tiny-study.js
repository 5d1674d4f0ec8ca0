import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { zipSync } from "fflate";
import { encodeNpy } from "hourglass-lab/internal/data/formats/npy.ts";

/**
 * The file of a study whose trainings take a fraction of a second, and that of its data, in a folder.
 * @param {string} folder
 * @param {number} seeds
 * @param {string} [vary] what varies, in place of one length of the code
 * @returns {Promise<string>} the study's file
 */
export async function writeTinyStudy(folder, seeds, vary) {
  const [training, test, side] = [60, 20, 8];
  const pixels = (/** @type {number} */ count, /** @type {number} */ seed) =>
    Uint8Array.from({ length: count * side * side }, (_, index) => (index * 7919 + seed * 104729) % 251);
  const classes = (/** @type {number} */ count) =>
    Uint8Array.from({ length: count }, (_, index) => index % 3);
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
      `settings: { epochs: 2, validation: 0, ${vary === undefined ? "latentSize: 2, " : ""}batchSize: 16 }\n` +
      `${vary === undefined ? "" : `vary: ${vary}\n`}` +
      `seeds: [${Array.from({ length: seeds }, (_, index) => index + 1).join(", ")}]\n`,
  );
  return file;
}
