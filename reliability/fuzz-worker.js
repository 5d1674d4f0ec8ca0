import { writeFileSync } from "node:fs";
import { Session } from "node:inspector";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parentPort, workerData } from "node:worker_threads";
import { createServer, createServerModuleRunner } from "vite";

// Tries inputs until the time is over. An input that reaches code which no other has reached is kept, and changed in its turn.

const { now, failures, seed, seconds, only } = workerData;
const [head, shared] = [new BigInt64Array(now, 0, 2), new Uint8Array(now, 16)];
const root = fileURLToPath(new URL("..", import.meta.url));
/** Inputs between two looks at what they reached. */
const batchSize = 32;
/** Longer ones are cut: most that is wrong with a file shows in a short one. */
const longestInput = 2 ** 18;

const server = await createServer({
  ...{ root, configFile: false, appType: "custom", logLevel: "error" },
  server: { middlewareMode: true, hmr: false, ws: false, watch: null },
});
const runner = createServerModuleRunner(server.environments.ssr);
const { targets: all } = await runner.import("/test/fuzz/targets.ts");
const { isForPeople } = await runner.import("/test/fuzz/fuzz-target.ts");
const { mutate } = await runner.import("/test/support/mutate.ts");
const { createRandom } = await runner.import("/src/random/random.ts");
const { HourglassError } = await runner.import("/src/errors.ts");

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
    const bytes = mutate(pool[random.below(pool.length)], random).subarray(0, longestInput);
    batch.push(bytes);
    await attempt(state, bytes);
  }
  if (coverage.take() > 0) await keep(state, batch);
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

/** Keeps those of a batch that reach what none before them did: they are tried again, one by one. */
async function keep(state, batch) {
  coverage.forgetLast();
  for (const bytes of batch) {
    await attempt(state, bytes);
    if (coverage.take() === 0) continue;
    state.pool.push(bytes);
    state.kept++;
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
  const text = error instanceof Error ? `${error.constructor.name}: ${error.message}` : String(error);
  // One of each kind is enough to mend it.
  const kind = `${name} ${text.replaceAll(/\d+/g, "0").slice(0, 80)}`;
  if (texts.has(kind)) return;
  texts.add(kind);
  const path = join(failures, `${name.replaceAll(/\W/g, "-")}-${texts.size}`);
  writeFileSync(path, bytes);
  say(`${name}: ${text.slice(0, 300)}\n  ${path}\n${error instanceof Error ? error.stack : ""}`);
}

function say(line) {
  parentPort.postMessage({ line });
}

/** Blocks of our own code that have been run, by V8's precise coverage. */
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
  const seen = new Set();
  let last = [];
  return {
    /** How many blocks were run since the last call that never were before. */
    take() {
      last = [];
      for (const { url, scriptId, functions } of post("Profiler.takePreciseCoverage").result) {
        if (!url.startsWith(`${root}src/`) && !url.startsWith(`${root}studio/`)) continue;
        for (const { ranges } of functions) {
          for (const { startOffset, endOffset, count } of ranges) {
            const key = `${scriptId}:${startOffset}:${endOffset}`;
            if (count > 0 && !seen.has(key)) last.push(key);
            if (count > 0) seen.add(key);
          }
        }
      }
      return last.length;
    },
    forgetLast() {
      for (const key of last) seen.delete(key);
    },
  };
}
