import { writeFileSync } from "node:fs";
import { Session } from "node:inspector";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parentPort, workerData } from "node:worker_threads";
import { createServer, createServerModuleRunner, defaultServerConditions } from "vite";

// Tries inputs until the time is over. An input that reaches code which no other has reached is kept, and changed in its turn.

const { now, failures, seed, seconds, only } = workerData;
const [head, shared] = [new BigInt64Array(now, 0, 2), new Uint8Array(now, 16)];
const root = fileURLToPath(new URL("..", import.meta.url));
/** Inputs between two looks at what they reached. */
const batchSize = 128;
/** Longer ones are cut: most that is wrong with a file shows in a short one. */
const longestInput = 2 ** 18;

const server = await createServer({
  ...{ root, configFile: false, appType: "custom", logLevel: "error" },
  // Packages import one another by name; these are their sources.
  ssr: { resolve: { conditions: ["hourglass-source", ...defaultServerConditions] } },
  server: { middlewareMode: true, hmr: false, ws: false, watch: null },
});
const runner = createServerModuleRunner(server.environments.ssr);
const { targets: all } = await runner.import("/test/fuzz/targets.ts");
const { isForPeople } = await runner.import("/test/fuzz/fuzz-target.ts");
const { mutate } = await runner.import("/test/support/mutate.ts");
const { createRandom } = await runner.import("/packages/core/src/random/random.ts");
const { HourglassError } = await runner.import("/packages/core/src/errors.ts");

const coverage = createCoverage();
const targets = all
  .filter(({ name }) => only === undefined || only.includes(name))
  .map((target) => ({
    ...{ target, pool: target.seeds.map((bytes) => Uint8Array.from(bytes)), milliseconds: 0 },
    ...{ inputs: 0, values: 0, refused: 0, slowest: 0, kept: 0 },
  }));

let [count, problems] = [0n, 0];
const texts = new Set();
// All is loaded, and what is loaded late is, too.
for (const state of targets) for (const bytes of state.pool) await attempt(state, bytes);
coverage.take();
const base = process.memoryUsage().rss;
let peak = base;
const random = createRandom(seed, "fuzz");
const started = performance.now();
let said = started;
while (performance.now() - started < 1000 * seconds) {
  // All get the same time: cheap readers more inputs.
  const state = targets.reduce((a, b) => (b.milliseconds < a.milliseconds ? b : a));
  const begun = performance.now();
  const batch = [];
  for (let index = 0; index < batchSize; index++) {
    const { pool } = state;
    // Every other time a file that was whole: what was kept may have been refused.
    const choices = random.below(2) === 0 ? state.target.seeds.length : pool.length;
    const bytes = mutate(pool[random.below(choices)], random).subarray(0, longestInput);
    batch.push(bytes);
    await attempt(state, bytes);
  }
  if (coverage.take()) await keep(state, batch);
  peak = Math.max(peak, process.memoryUsage().rss);
  state.milliseconds += performance.now() - begun;
  if (performance.now() - said > 10_000) {
    said = performance.now();
    const left = Math.round(seconds - (said - started) / 1000);
    say(`${Number(count).toLocaleString("en-US")} inputs, ${problems} with a problem, ${left} s left`);
  }
}
parentPort.postMessage({
  results: {
    ...{ inputs: Number(count), seconds: (performance.now() - started) / 1000, problems, seed },
    slowest: Math.max(...targets.map(({ slowest }) => slowest)),
    peakBytes: peak - base,
    targets: targets.map(({ target: { name }, inputs, values, refused, slowest, kept }) => ({
      ...{ name, inputs, values, refused, kept, slowest: Math.round(slowest) },
    })),
  },
});
await server.close();
process.exit(0);

/**
 * Keeps those of a batch that reach what none before them did. They are tried again in ever smaller groups, since looking at what
 * was reached takes as long as some hundred inputs.
 */
async function keep(state, batch) {
  if (batch.length === 1) {
    state.pool.push(batch[0]);
    state.kept++;
    return;
  }
  coverage.forgetLast();
  const middle = Math.ceil(batch.length / 2);
  for (const half of [batch.slice(0, middle), batch.slice(middle)]) {
    for (const bytes of half) await attempt(state, bytes);
    if (coverage.take()) await keep(state, half);
  }
}

async function attempt(state, bytes) {
  count++;
  shared.set(bytes);
  Atomics.store(head, 1, BigInt(bytes.length));
  Atomics.store(head, 0, count);
  state.inputs++;
  const begun = performance.now();
  try {
    await state.target.run(bytes);
    state.values++;
  } catch (error) {
    state.refused++;
    if (!(error instanceof HourglassError && isForPeople(error.message)))
      report(state.target.name, bytes, error);
  }
  const took = performance.now() - begun;
  state.slowest = Math.max(state.slowest, took);
  if (took > 5000) report(state.target.name, bytes, new Error(`it took ${Math.round(took)} ms`));
}

function report(name, bytes, error) {
  problems++;
  const words = error instanceof Error ? `${error.constructor.name}: ${error.message}` : String(error);
  const text = words.length > 300 ? `${words.slice(0, 300)}... (${words.length} characters)` : words;
  // One of each kind is enough to mend it.
  const kind = `${name} ${text.replaceAll(/\d+/g, "0").slice(0, 80)}`;
  if (texts.has(kind)) return;
  texts.add(kind);
  const path = join(failures, `${name.replaceAll(/\W/g, "-")}-${texts.size}`);
  writeFileSync(path, bytes);
  const stack =
    error instanceof Error ? (error.stack ?? "").split("\n").filter((line) => /^ {4}at /.test(line)) : [];
  say(`${name}: ${text}\n  ${path}\n${stack.slice(0, 6).join("\n")}`);
}

function say(line) {
  parentPort.postMessage({ line });
}

/** What of our own code has been run, by V8's precise coverage. */
function createCoverage() {
  const session = new Session();
  session.connect();
  const post = (method, parameters) => {
    let result;
    session.post(method, parameters, (error, value) => {
      if (error) throw new Error(error.message);
      result = value;
    });
    return result;
  };
  post("Profiler.enable");
  post("Profiler.startPreciseCoverage", { callCount: false, detailed: true });
  /** Of every function, by its place: which of its characters have been run. */
  const known = new Map();
  let last = [];
  return {
    /** Whether code was run since the last call that never was before. */
    take() {
      last = [];
      for (const { url, scriptId, functions } of post("Profiler.takePreciseCoverage").result) {
        if (!url.startsWith(`${root}packages/`)) continue;
        for (const { ranges } of functions) {
          // The first is the function; within it are blocks that were not run, and others in these that were.
          const [{ startOffset, endOffset, count }] = ranges;
          if (count === 0) continue;
          const key = `${scriptId}:${startOffset}:${endOffset}`;
          const before = known.get(key) ?? new Uint8Array(endOffset - startOffset);
          const run = new Uint8Array(endOffset - startOffset);
          for (const range of ranges) {
            run.fill(range.count > 0 ? 1 : 0, range.startOffset - startOffset, range.endOffset - startOffset);
          }
          if (!run.some((one, at) => one > before[at])) continue;
          last.push([key, before]);
          known.set(
            key,
            run.map((one, at) => one | before[at]),
          );
        }
      }
      return last.length > 0;
    },
    forgetLast() {
      for (const [key, before] of last) known.set(key, before);
    },
  };
}
