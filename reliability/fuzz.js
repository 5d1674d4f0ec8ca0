// npm run fuzz [-- --seconds N] [--only NAME,...] [--seed N] [--record]: gives changed files to every reader, in one process, and looks for
// errors that are not ours, for inputs that take long, and for those that take much memory. Guided by what of the code they reach.
import { mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { record } from "./results.js";

const longest = 5000;
const largest = 5e8;
const largestInput = 2 ** 22;

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "60" },
    only: { type: "string" },
    seed: { type: "string", default: "1" },
    record: { type: "boolean", default: false },
  },
});
const failures = join(tmpdir(), "hourglass-fuzz");
await mkdir(failures, { recursive: true });

// The worker writes down what it is about to try, so that an input that never ends can be told from outside.
const now = new SharedArrayBuffer(16 + largestInput);
const [head, input] = [new BigInt64Array(now, 0, 2), new Uint8Array(now, 16)];
const worker = new Worker(new URL("./fuzz-worker.js", import.meta.url), {
  workerData: {
    ...{ now, failures, seed: Number(values.seed), seconds: Number(values.seconds) },
    only: values.only?.split(","),
  },
});
let last = { count: 0n, since: performance.now() };
const watch = setInterval(async () => {
  const count = Atomics.load(head, 0);
  if (count !== last.count || count === 0n) {
    last = { count, since: performance.now() };
  } else if (performance.now() - last.since > 4 * longest) {
    clearInterval(watch);
    const path = join(failures, "endless");
    await writeFile(path, input.slice(0, Number(Atomics.load(head, 1))));
    console.log(`an input does not end: ${path}`);
    process.exit(1);
  }
}, 1000);

worker.on("message", async (message) => {
  if (message.line !== undefined) {
    console.log(message.line);
    return;
  }
  clearInterval(watch);
  const { targets, inputs, seconds, peakBytes, slowest, problems } = message.results;
  console.table(Object.fromEntries(targets.map(({ name, ...others }) => [name, others])), [
    "inputs",
    "values",
    "refused",
    "kept",
    "slowest",
  ]);
  const heavy = peakBytes > largest;
  console.log(
    `${inputs.toLocaleString("en-US")} inputs in ${Math.round(seconds)} s: ${problems} with an error that is not ours, ` +
      `the slowest took ${Math.round(slowest)} ms; the process grew by ${Math.round(peakBytes / 1e6)} MB at most` +
      (heavy ? `, more than ${largest / 1e6} MB` : ""),
  );
  if (values.record) await record("fuzz", message.results);
  process.exitCode = problems > 0 || slowest > longest || heavy ? 1 : 0;
});
worker.on("error", (error) => {
  clearInterval(watch);
  throw error;
});
