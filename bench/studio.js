import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { writeDocument } from "./document.js";
import { circumstancesNow } from "./machine.js";
import { pageTable } from "./parts-report.js";
import { installPeers } from "./peers.js";
import { readResults, writeResults } from "./results.js";
import { openBrowser } from "./studio/browser.js";
import { takeTurns } from "./studio/contestant.js";
import { measureMemory } from "./studio/memory.js";
import { nativeContestant } from "./studio/native.js";
import { measureOpening } from "./studio/opening.js";
import { jaxContestant, studioContestant, tensorflowContestant } from "./studio/rates.js";
import { measureResponse } from "./studio/response.js";
import { startStudio } from "./studio/server.js";
import { measureVisits } from "./studio/visits.js";
import { targetTable } from "./training-report.js";
import { visitTable } from "./visits-report.js";

// How fast the studio is, in a browser on this machine: the built page, its own workers, in turns with native, jax-js and TensorFlow.js.
// Needs Chromium, MNIST in the cache, and the built package. Some five minutes; stored, and docs/benchmarks.md written, unless --quick.
// --visits 20 measures so many first visits and nothing else: paint, ready, alive, gaps between pictures, input, memory, own code. Five minutes.

const { values: options } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    visits: { type: "string" },
    "data-dir": { type: "string" },
  },
});
const dataDir = options["data-dir"] ?? process.env["HOURGLASS_DATA"];
const now = circumstancesNow();
const threads = availableParallelism();
const { warmUp, seconds, rounds, openings } = options.quick
  ? { warmUp: 2, seconds: 1, rounds: 2, openings: 1 }
  : { warmUp: 8, seconds: 2, rounds: 12, openings: 5 };

/** @param {string} text */
const tell = (text) => process.stderr.write(`${text}\n`);

const visitCount = options.visits === undefined ? undefined : Number(options.visits);
if (visitCount !== undefined && !(Number.isInteger(visitCount) && visitCount > 0)) {
  tell(`--visits: expected a whole number from 1, found "${options.visits}"`);
  process.exit(2);
}
if (visitCount === undefined) await installPeers();
const studio = await startStudio(dataDir);
const browser = await openBrowser(studio.url);
if (visitCount !== undefined) {
  const visits = await measureVisits(browser, studio.url, visitCount, tell).finally(async () => {
    await browser.close();
    await studio.end();
  });
  process.stdout.write(`${visitTable({ visits: { ...now, ...visits } })}\n`);
  store("visits", { ...now, ...visits });
  process.exit();
}
const found = await measureAll().finally(async () => {
  await browser.close();
  await studio.end();
});
process.stdout.write(
  `${pageTable({ studio: found })}\n\n${targetTable({ studio: found }, { all: false })}\n`,
);
store("studio", found);

/**
 * @template {"studio" | "visits"} P
 * @param {P} part
 * @param {import("./results.js").PartResults<P>} results
 */
function store(part, results) {
  if (options.quick) {
    tell("nothing is stored: that takes a run without --quick");
    return;
  }
  writeResults(part, results);
  writeDocument(readResults());
  tell(`written: bench/results/${part}.json, docs/benchmarks.md`);
}

/** @returns {Promise<import("./results.js").PartResults<"studio">>} */
async function measureAll() {
  tell("opening the page");
  const opened = [];
  for (let round = 0; round < openings; round++) opened.push(await measureOpening(browser, studio.url));
  const vanilla = { model: "vanilla", images: 50_000 };
  const convolutional = { model: "convolutional", images: 5120 };
  tell(`vanilla, about ${Math.ceil(5 * (warmUp + 3 + rounds * seconds))} s`);
  const ofVanilla = await takeTurns(
    {
      native: () => nativeContestant(vanilla, threads, dataDir),
      studio: () => studioContestant(browser, studio.url, vanilla, threads),
      "jax-js": () => jaxContestant(browser, studio.url, "wasm"),
      "jax-js, WebGPU": () => jaxContestant(browser, studio.url, "webgpu"),
      "TensorFlow.js": () => tensorflowContestant(browser, studio.url),
    },
    { warmUp, seconds, rounds },
    tell,
  );
  // A chunk takes half a second and more: fewer, longer turns.
  const longer = { warmUp, seconds: 2 * seconds, rounds: Math.ceil(rounds / 2) };
  tell(`convolutional, about ${Math.ceil(2 * (warmUp + 3 + longer.rounds * longer.seconds))} s`);
  const ofConvolutional = await takeTurns(
    {
      native: () => nativeContestant(convolutional, threads, dataDir),
      studio: () => studioContestant(browser, studio.url, convolutional, threads),
    },
    longer,
    tell,
  );
  tell("pressing keys while training, some 20 s");
  const response = await measureResponse(browser, studio.url);
  tell("training 50 epochs, some 20 s");
  return {
    ...now,
    ...{ browser: browser.version, threads, turnSeconds: seconds, warmUpSeconds: warmUp },
    sessions: [
      { model: "vanilla", ...ofVanilla },
      { model: "convolutional", ...ofConvolutional },
    ],
    opening: {
      firstPaint: opened.map(({ firstPaint }) => firstPaint),
      readyToTrain: opened.map(({ readyToTrain }) => readyToTrain),
    },
    response,
    memory: await measureMemory(browser, studio.url, threads),
  };
}
