/**
 * How the benchmark and its contestants talk. A contestant is a program that is started with two arguments, the job's
 * folder and a {@link Task} as JSON, and writes one line of JSON to stdout: a {@link Result}.
 *
 * @typedef {object} Task
 * @property {string} model which to train
 * @property {number} warmUpSeconds train at least so long, and at least once, before the clock starts
 * @property {number} seconds then train at least so long
 * @property {number} threads
 *
 * @typedef {object} Result
 * @property {number} images trained on while the clock ran
 * @property {number} seconds for which it ran
 * @property {number[]} losses of every step since the initial weights, warm-up included, before its update
 * @property {string} version of the library and what it computes with
 * @property {number} threads in use
 * @property {number} peakMemory of the process, in bytes
 */

/**
 * The arguments of a contestant, or of another program that is given a folder and a task.
 * @template [T=Task]
 * @returns {{ folder: string, task: T }}
 */
export function readArguments() {
  const [folder, task] = process.argv.slice(2);
  if (folder === undefined || task === undefined) {
    throw new Error("started by the benchmark, with the job's folder and the task as JSON");
  }
  return { folder, task: JSON.parse(task) };
}

/**
 * Answers and ends the process, threads of the library included.
 * @param {Omit<Result, "peakMemory">} result
 */
export function answer(result) {
  const peakMemory = process.resourceUsage().maxRSS * 1024;
  // Float32 values have at most nine significant digits; doubles would print seventeen.
  const losses = result.losses.map((loss) => Number(loss.toPrecision(9)));
  process.stdout.write(`${JSON.stringify({ ...result, losses, peakMemory })}\n`, () => process.exit(0));
}

/**
 * Measures training between the end of the warm-up and the end of the task.
 * @param {Task} task
 */
export function createStopwatch({ warmUpSeconds, seconds }) {
  const created = performance.now();
  /** @type {{ time: number, images: number } | undefined} */
  let start;
  let end = { time: created, images: 0 };
  return {
    /**
     * Call after every step, or every few steps.
     * @param {number} images all that have been trained on so far
     * @returns {boolean} whether the task is done
     */
    lap(images) {
      end = { time: performance.now(), images };
      if (start === undefined) {
        if (end.time - created >= warmUpSeconds * 1000) start = end;
        return false;
      }
      return end.time - start.time >= seconds * 1000;
    },
    measured() {
      if (start === undefined) throw new Error("training ended before the warm-up did");
      return { images: end.images - start.images, seconds: (end.time - start.time) / 1000 };
    },
  };
}
