import { spawn } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { runFolder } from "hourglass-lab/internal/run/folder.ts";
import { keepResult } from "hourglass-lab/internal/study/execution/keep-result.ts";
import { parsePlan } from "hourglass-lab/internal/study/plan-schema.ts";
import { connectQueue } from "hourglass-lab/internal/study/queue/connection.ts";
import { queueAddress } from "hourglass-lab/internal/study/queue/queue-address.ts";
import { openRunQueue } from "hourglass-lab/internal/study/queue/run-queue.ts";
import { serveQueue } from "hourglass-lab/internal/study/queue/serve-queue.ts";
import { readResult } from "hourglass-lab/internal/study/store/result-store.ts";
import { startProgram } from "./commands.js";
import { startRedis } from "./redis.js";
import { writeTinyStudy } from "./tiny-study.js";

/** A training of the simulation sleeps for so long. */
const sleepSeconds = 0.1;
/** How many workers train at a time, one number after the other. */
const workerCounts = [1, 4, 16, 64];
/** Runs that each of these has: what a few workers do tells their rate. */
const runsEach = 40;

/**
 * A study whose trainings sleep, by the real queue, the real store and the real process that leads: the rate against the number of workers, what
 * the queue takes of memory, and how long it takes to put all results together.
 * @param {string} folder
 * @param {number} runs
 */
export async function simulate(folder, runs) {
  // 20 programs, 400 cells, and as many seeds as there are runs for.
  const range = (/** @type {(index: number) => number} */ of) =>
    Array.from({ length: 20 }, (_, index) => of(index)).join(", ");
  const vary = `{ latentSize: [${range((index) => index + 2)}], learningRate: [${range((index) => (index + 1) / 1000)}] }`;
  const file = await writeTinyStudy(folder, Math.ceil(runs / 400), vary);
  const redis = await startRedis(folder);
  const connection = await connectQueue(queueAddress(redis.url));
  const memory = async () => Number(/used_memory:(\d+)/.exec(await connection.client.info("memory"))?.[1]);
  try {
    const emptyBytes = await memory();
    const began = performance.now();
    const leader = startProgram(folder, `study ${file} --out many --queue ${redis.url}`);
    const queue = await openRunQueue(connection);
    let waiting = 0;
    let isOver = false;
    void leader.ended.then(() => {
      isOver = true;
    });
    while (waiting < runs) {
      if (isOver) throw new Error(`the leading process ended: ${(await leader.ended).stderr}`);
      await sleep(100);
      ({ waiting } = await queue.counts());
    }
    const offerSeconds = (performance.now() - began) / 1000;
    const fullBytes = await memory();
    console.log(`${waiting} runs planned, named and queued in ${offerSeconds.toFixed(1)} s`);
    const study = join(folder, "many");
    const plan = parsePlan(await readFile(join(study, "study.json")), "study.json");
    const trainer = createSleeper(study, plan);
    const rates = [];
    for (const workers of workerCounts) {
      const seconds = await sleepers(redis.url, workers, trainer, Math.min(runsEach * workers, runs / 4));
      rates.push({ workers, ...seconds });
      console.log(`${workers} workers: ${seconds.runsPerSecond.toFixed(1)} runs/s`);
    }
    await sleepers(redis.url, 64, trainer, Number.POSITIVE_INFINITY);
    const { code, stderr } = await leader.ended;
    const problems = code === 0 ? [] : [`the leading process ended with ${code}: ${stderr}`];
    const again = await measured(folder, `study ${file} --out many --resume`);
    if (again.code !== 0)
      problems.push(`putting the results together ended with ${again.code}: ${again.stderr}`);
    return {
      ...{ runs: plan.runs.length, cells: plan.cells.length, sleepSeconds, offerSeconds, rates },
      bytesOfRun: (fullBytes - emptyBytes) / runs,
      ...{ aggregationSeconds: again.seconds, aggregationBytes: again.peakBytes, problems },
    };
  } finally {
    connection.close();
    await redis.stop();
  }
}

/** What stands for a trained run, made once of a real one: its outcome and the files that say that it is whole. */
function createSleeper(
  /** @type {string} */ study,
  /** @type {import("hourglass-lab/internal/study/grid.ts").StudyPlan} */ plan,
) {
  const runs = new Map(plan.runs.map((run) => [run.id, run]));
  return async (/** @type {{ readonly run: string, readonly name: string }} */ { run: id, name }) => {
    const run = runs.get(id);
    // As a worker that trains does: what the queue gives twice is done once.
    if ((await readResult(runFolder(study), name)) !== undefined) return;
    await sleep(1000 * sleepSeconds);
    const folder = runFolder(join(study, "runs", id));
    await mkdir(folder.path, { recursive: true });
    for (const file of ["run.json", "measures.json", "evaluation.json", "report.html", "model.safetensors"]) {
      await writeFile(join(folder.path, file), `${file} of ${id}\n`);
    }
    const seed = run?.seed ?? 0;
    const loss = 0.1 + (Number.parseInt(name.slice(0, 6), 16) % 997) / 9970;
    await keepResult(runFolder(study), { id, name }, folder, {
      ...{ status: "done", epochs: 20, seconds: sleepSeconds, trainingImages: 60, allEpochs: true },
      course: {
        stepsPerEpoch: 4,
        history: Array.from({ length: 20 }, (_, index) => ({
          ...{
            epoch: index + 1,
            trainingLoss: loss + 1 / (index + 1),
            validationLoss: loss + 1.1 / (index + 1),
          },
        })),
      },
      numbers: {
        summary: {
          model: { parameters: 1000 + seed },
          weights: name,
          metrics: {
            train: { bce: loss, mse: loss / 3, sse: 64 * loss },
            test: { bce: loss, mse: loss / 3, sse: 64 * loss },
          },
        },
        evaluation: { warnings: [] },
        measures: {},
      },
    });
  };
}

/**
 * Workers that sleep, until they have done so many runs together, or the queue has no more.
 * @param {string} url
 * @param {number} workers
 * @param {(run: { readonly run: string, readonly name: string }) => Promise<void>} train
 * @param {number} runs
 */
async function sleepers(url, workers, train, runs) {
  const stop = new AbortController();
  const connection = await connectQueue(queueAddress(url));
  const queue = await openRunQueue(connection);
  let done = 0;
  const began = performance.now();
  let ended = began;
  const watching = setInterval(async () => {
    const { waiting, active } = await queue.counts();
    if (waiting + active === 0) stop.abort();
  }, 1000);
  await serveQueue({
    ...{ connection, name: `${hostname()}#${process.pid}`, concurrency: workers, signal: stop.signal },
    ...{ stop: () => undefined, onNotice: (text) => console.log(text) },
    onFailure: async (run, error) => console.log(`${run.run}: ${error}`),
    perform: async (run) => {
      if (done >= runs) return { kind: "stopped" };
      await train(run);
      done++;
      ended = performance.now();
      if (done >= runs) stop.abort();
      return { kind: "done" };
    },
  });
  clearInterval(watching);
  connection.close();
  const seconds = (ended - began) / 1000;
  return { seconds, runsPerSecond: done / seconds };
}

/** A command with its time and the most memory that its process had. @param {string} folder @param {string} words */
async function measured(folder, words) {
  const began = performance.now();
  const program = fileURLToPath(new URL("../packages/lab/dist/cli/main.js", import.meta.url));
  const preload = new URL("../bench/report-peak-memory.js", import.meta.url).href;
  const peakFile = join(folder, "peak");
  const child = spawn(process.execPath, ["--import", preload, program, ...words.split(" ")], {
    cwd: folder,
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, HOURGLASS_BENCH_PEAK_MEMORY: peakFile },
  });
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (/** @type {string} */ text) => {
    stderr += text;
  });
  const code = await new Promise((resolve) => child.once("close", resolve));
  const peakBytes = Number(await readFile(peakFile, "utf8"));
  return { code, stderr, seconds: (performance.now() - began) / 1000, peakBytes };
}
