import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { contestants, reference } from "./contestants.js";
import { models } from "./models.js";

/** The parts that are no contestants. */
export const otherParts = /** @type {const} */ ([
  "compile-time",
  "start-up",
  "memory",
  "detector",
  "study-workers",
  "aggregation",
]);

const contestantNames = contestants.map(({ name }) => name);
const partNames = [...contestantNames, ...otherParts];
const modelNames = models.map(({ name }) => name);

const usage = `npm run bench -- [PART]... [--models NAME,...] [--threads N,...] [--quick] [--page]

  PART               only this part: a contestant, beside ${reference}, or another figure; of
                     ${partNames.slice(0, 4).join(", ")},
                     ${partNames.slice(4).join(", ")}
  --models NAME,...  only training of these models; of
                     ${modelNames.join(", ")}
  --threads N,...    numbers of threads to train on (default: 1, and as many as there are cores)
  --device webgpu    only training on a graphics processor, beside the processor and PyTorch on CUDA: five minutes
  --quick            a few minutes, to see that all works: stores nothing
  --page             measures nothing: writes docs/benchmarks.md from what is stored

What is measured takes its place among the stored results (bench/results/), and docs/benchmarks.md is written from all of them.
`;

/**
 * @typedef {object} Options
 * @property {boolean} isQuick
 * @property {boolean} isPageOnly
 * @property {boolean} onGraphics
 * @property {readonly import("./models.js").BenchmarkModel[]} models
 * @property {(part: string) => boolean} isChosen
 * @property {readonly number[]} threads
 */

/**
 * The options of the command line; bad ones, and --help, end the process.
 * @returns {Options}
 */
export function readOptions() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        quick: { type: "boolean", default: false },
        page: { type: "boolean", default: false },
        device: { type: "string" },
        models: { type: "string" },
        threads: { type: "string", default: [...new Set([1, availableParallelism()])].join(",") },
        help: { type: "boolean", default: false },
      },
    });
    if (values.help) {
      process.stdout.write(usage);
      process.exit(0);
    }
    return {
      isQuick: values.quick,
      isPageOnly: values.page,
      onGraphics: isGraphics(values.device),
      ...chosenParts(positionals, values.models),
      threads: values.threads.split(",").map((text) => {
        const threads = Number(text);
        if (Number.isInteger(threads) && threads >= 1) return threads;
        throw new Error(`--threads ${values.threads}: expected whole numbers from 1, found "${text}"`);
      }),
    };
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n\n${usage}`);
    process.exit(2);
  }
}

/** @param {string | undefined} device */
function isGraphics(device) {
  if (device === undefined || device === "webgpu") return device !== undefined;
  throw new Error(`--device ${device}: expected webgpu: the processor is what all other parts measure`);
}

/**
 * What is measured: everything, unless something is named. Naming models leaves out what does not train them; naming contestants leaves out the
 * others, but for the one that they are compared with.
 * @param {readonly string[]} parts
 * @param {string | undefined} modelWords
 * @returns {Pick<Options, "models" | "isChosen">}
 */
export function chosenParts(parts, modelWords) {
  const chosenModels = modelWords?.split(",").map((name) => name.trim());
  refuseUnknown("--models", chosenModels, modelNames);
  refuseUnknown("part", parts, partNames);
  const trains = parts.some((part) => contestantNames.includes(part));
  const chosen = trains ? [reference, ...parts] : parts;
  const all = chosenModels === undefined ? partNames : contestantNames;
  return {
    models: models.filter(({ name }) => chosenModels?.includes(name) ?? true),
    isChosen: (part) => (chosen.length === 0 ? all : chosen).includes(part),
  };
}

/**
 * @param {string} what
 * @param {readonly string[] | undefined} given
 * @param {readonly string[]} known
 */
function refuseUnknown(what, given, known) {
  const unknown = given?.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Error(`${what} ${unknown}: expected one of ${known.join(", ")}`);
}
