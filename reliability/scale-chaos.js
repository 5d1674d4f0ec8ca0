import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createRandom } from "hourglass-core/internal/random/random.ts";
import { runFolder } from "hourglass-lab/internal/run/folder.ts";
import { listResults, readRepeats } from "hourglass-lab/internal/study/store/result-store.ts";
import { hourglass, startProgram } from "./commands.js";
import { startProxy } from "./proxy.js";
import { startRedis } from "./redis.js";
import { writeTinyStudy } from "./tiny-study.js";

/** Seconds that the network is cut for. */
const cutSeconds = 20;

/**
 * Trains a study by the workers of a queue while one of them is killed every few seconds, Redis is restarted with and without what it held, the
 * network is cut, and two processes lead the study; then by one worker without a queue, and compares all files that ought to be the same.
 * @param {string} folder
 * @param {number} runs
 * @param {number} count of workers
 * @param {number} killSeconds between two kills
 */
export async function tryChaos(folder, runs, count, killSeconds) {
  const file = await writeTinyStudy(folder, runs);
  // What it holds is kept until the second restart, before which it is told to forget.
  const redis = await startRedis(folder, ["--appendonly", "yes", "--appendfsync", "always"]);
  const proxy = await startProxy(redis.port);
  const queue = `redis://localhost:${proxy.port}`;
  const random = createRandom(1, "which worker is killed");
  const began = performance.now();
  const lead = (/** @type {string} */ more) =>
    startProgram(folder, `study ${file} --out many ${more} --queue ${queue}`);
  const worker = () => startProgram(folder, `study worker --queue ${queue} --concurrency 1`);
  const first = lead("");
  const workers = Array.from({ length: count }, worker);
  const study = join(folder, "many");
  const done = async () => (await listResults(study)).size;
  /** @type {import("./commands.js").Ended | undefined} */
  let failed;
  void first.ended.then((end) => {
    if (end.code !== 0) failed = end;
  });
  const until = async (/** @type {number} */ share) => {
    while ((await done()) < share * runs) {
      if (failed !== undefined)
        throw new Error(`the leading process ended with ${failed.code}: ${failed.stderr}`);
      await sleep(250);
    }
  };
  let kills = 0;
  let isOver = false;
  const killing = (async () => {
    while (!isOver) {
      await sleep(1000 * killSeconds);
      if (isOver) break;
      const index = Math.floor(random.uniform() * workers.length);
      workers[index]?.kill();
      workers[index] = worker();
      kills++;
    }
  })();
  const telling = setInterval(
    async () => console.log(`${await done()} of ${runs} runs done, ${kills} workers killed`),
    10_000,
  );
  /** @type {string[]} */
  const problems = [];
  let leaders;
  try {
    await until(0.1);
    const second = lead("--resume");
    leaders = Promise.all([first.ended, second.ended]);
    await until(0.25);
    console.log("Redis restarts, and has what it held");
    await redis.restart(3);
    await until(0.45);
    console.log(`the network is cut for ${cutSeconds} s`);
    proxy.cut();
    await sleep(1000 * cutSeconds);
    proxy.mend();
    await until(0.65);
    console.log("Redis restarts, and has nothing");
    await redis.restart(3, ["--appendonly", "no"]);
    const ends = await leaders;
    for (const { code, stderr } of ends)
      if (code !== 0) problems.push(`a leading process ended with ${code}: ${stderr}`);
  } finally {
    isOver = true;
    await killing;
    clearInterval(telling);
    for (const one of workers) one.kill();
    await leaders?.catch(() => undefined);
    first.kill();
    proxy.close();
    await redis.stop();
  }
  const seconds = (performance.now() - began) / 1000;
  console.log(
    `${runs} runs in ${seconds.toFixed(0)} s, ${kills} workers killed; now by one worker without a queue`,
  );
  const aloneBegan = performance.now();
  const { code, stderr } = await hourglass(folder, `study ${file} --out alone --workers 1`);
  if (code !== 0) problems.push(`one worker ended with ${code}: ${stderr}`);
  const aloneSeconds = (performance.now() - aloneBegan) / 1000;

  const counted = (await listResults(study)).size;
  if (counted !== runs) problems.push(`expected ${runs} results, found ${counted}`);
  const repeats = await readRepeats(runFolder(study));
  const contradictions = repeats.filter(({ differences }) => differences.length > 0);
  for (const { run, differences } of contradictions) problems.push(`${run}: ${differences[0]}`);
  problems.push(...(await differencesOf(study, join(folder, "alone"))));
  return {
    ...{ runs, workers: count, kills, killSeconds, seconds, aloneSeconds },
    ...{ counted, repeats: repeats.length, contradictions: contradictions.length, problems },
  };
}

/** The files that must be the same in two folders of a study. @param {string} study @param {string} other */
async function differencesOf(study, other) {
  const problems = [];
  for (const file of ["cells.csv"]) {
    if ((await text(study, file)) !== (await text(other, file))) problems.push(`${file} is another`);
  }
  const rows = async (/** @type {string} */ path) => {
    const { runs } = JSON.parse(await text(path, "results.json"));
    return runs.map((/** @type {any} */ { seconds: _, ...row }) => JSON.stringify(row));
  };
  const [here, there] = [await rows(study), await rows(other)];
  here.forEach((/** @type {string} */ row, /** @type {number} */ index) => {
    if (row !== there[index]) problems.push(`another row: ${row}`);
  });
  for (const id of await readdir(join(other, "runs"))) {
    for (const file of [
      "model.safetensors",
      "trainer.onnx",
      "autoencoder.onnx",
      "examples.npy",
      "measures.json",
      "evaluation.json",
    ]) {
      const [a, b] = [join(study, "runs", id), join(other, "runs", id)];
      if ((await text(a, file)) !== (await text(b, file))) problems.push(`${id}/${file} is another`);
    }
  }
  return problems;
}

/** @param {string} folder @param {string} file */
function text(folder, file) {
  return readFile(join(folder, file), "latin1").catch(() => "missing");
}
