import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { contestants } from "./contestants.js";
import { models } from "./models.js";

/** The parts that are no contestants, for --only. */
export const otherParts = /** @type {const} */ (["compile-time", "start-up", "memory"]);

const partNames = [...contestants.map(({ name }) => name), ...otherParts];
const modelNames = models.map(({ name }) => name);

const usage = `npm run bench -- [--quick] [--models NAME,...] [--only NAME]... [--threads N]

  --quick            a few minutes, to see that all works; docs/benchmarks.md stays as it is
  --models NAME,...  only training of these models, and docs/benchmarks.md stays as it is; of
                     ${modelNames.join(", ")}
  --only NAME        only this part, and docs/benchmarks.md stays as it is; NAME is one of
                     ${partNames.join(", ")}
  --threads N        threads of the arithmetic, instead of one a core
`;

/**
 * @typedef {object} Options
 * @property {boolean} isQuick
 * @property {boolean} isWhole whether no part is left out
 * @property {readonly import("./models.js").BenchmarkModel[]} models
 * @property {(part: string) => boolean} isChosen
 * @property {number} threads
 */

/**
 * The options of the command line; bad ones, and --help, end the process.
 * @returns {Options}
 */
export function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        quick: { type: "boolean", default: false },
        models: { type: "string" },
        only: { type: "string", multiple: true },
        threads: { type: "string", default: String(availableParallelism()) },
        help: { type: "boolean", default: false },
      },
    });
    if (values.help) {
      process.stdout.write(usage);
      process.exit(0);
    }
    const chosenModels = values.models?.split(",").map((name) => name.trim());
    refuseUnknown("--models", chosenModels, modelNames);
    refuseUnknown("--only", values.only, partNames);
    const threads = Number(values.threads);
    if (!Number.isInteger(threads) || threads < 1) {
      throw new Error(`--threads ${values.threads}: expected a whole number from 1`);
    }
    /** @type {readonly string[]} */
    const others = otherParts;
    return {
      isQuick: values.quick,
      isWhole: values.only === undefined && chosenModels === undefined,
      models: models.filter(({ name }) => chosenModels?.includes(name) ?? true),
      isChosen: (part) =>
        values.only?.includes(part) ?? (chosenModels === undefined || !others.includes(part)),
      threads,
    };
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n\n${usage}`);
    process.exit(2);
  }
}

/**
 * @param {string} option
 * @param {readonly string[] | undefined} given
 * @param {readonly string[]} known
 */
function refuseUnknown(option, given, known) {
  const unknown = given?.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Error(`${option} ${unknown}: expected one of ${known.join(", ")}`);
}
