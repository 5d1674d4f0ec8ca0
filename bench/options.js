import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { contestants } from "./contestants.js";

/** The part that is no contestant, for --only. */
export const startUp = "start-up";
const names = [...contestants.map(({ name }) => name), startUp];

const usage = `npm run bench -- [--quick] [--only NAME]... [--threads N]

  --quick      about a minute, to see that all works; docs/benchmarks.md stays as it is
  --only NAME  only this part, and docs/benchmarks.md stays as it is; NAME is one of
               ${names.join(", ")}
  --threads N  threads of the arithmetic, instead of one a core
`;

/**
 * @typedef {object} Options
 * @property {boolean} isQuick
 * @property {ReadonlySet<string> | undefined} only
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
        only: { type: "string", multiple: true },
        threads: { type: "string", default: String(availableParallelism()) },
        help: { type: "boolean", default: false },
      },
    });
    if (values.help) {
      process.stdout.write(usage);
      process.exit(0);
    }
    const unknown = values.only?.find((name) => !names.includes(name));
    if (unknown !== undefined) throw new Error(`--only ${unknown}: expected one of ${names.join(", ")}`);
    const threads = Number(values.threads);
    if (!Number.isInteger(threads) || threads < 1) {
      throw new Error(`--threads ${values.threads}: expected a whole number from 1`);
    }
    return { isQuick: values.quick, only: values.only && new Set(values.only), threads };
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n\n${usage}`);
    process.exit(2);
  }
}
