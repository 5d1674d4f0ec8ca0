import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { currentLoad, describeLoad, describeMachine } from "./machine.js";
import { installPeers } from "./peers.js";
import { summarise } from "./statistics.js";
import { openBrowser } from "./studio/browser.js";
import { takeTurns } from "./studio/contestant.js";
import { measureMemory } from "./studio/memory.js";
import { nativeContestant } from "./studio/native.js";
import { measureOpening } from "./studio/opening.js";
import { studioContestant, tensorflowContestant } from "./studio/rates.js";
import { measureResponse } from "./studio/response.js";
import { startStudio } from "./studio/server.js";
import { table } from "./table.js";

// How fast the studio is, in a browser on this machine: the built page, its own workers, against native and TensorFlow.js in
// the same run. Needs Chromium, MNIST in the cache, and the built package.

const { values: options } = parseArgs({
  options: { quick: { type: "boolean", default: false }, "data-dir": { type: "string" } },
});
const dataDir = options["data-dir"] ?? process.env["HOURGLASS_DATA"];
const load = currentLoad();
const threads = availableParallelism();

/** @param {string} text */
const tell = (text) => process.stderr.write(`${text}\n`);

await installPeers();
const studio = await startStudio(dataDir);
const browser = await openBrowser(studio.url);
/** @type {Record<string, number[]>} */
const rates = {};
const { openings, response, memory } = await measureAll().finally(async () => {
  await browser.close();
  await studio.end();
});

async function measureAll() {
  tell("opening the page");
  /** @type {import("./studio/opening.js").Opening[]} */
  const opened = [];
  for (let round = 0; round < (options.quick ? 1 : 3); round++)
    opened.push(await measureOpening(browser, studio.url));
  const times = options.quick ? { warmUp: 2, seconds: 1, rounds: 1 } : { warmUp: 8, seconds: 2, rounds: 9 };
  const vanilla = { model: "vanilla", images: 50_000 };
  const convolutional = { model: "convolutional", images: 5120 };
  Object.assign(
    rates,
    await takeTurns(
      {
        "vanilla, native": await nativeContestant(vanilla, threads, dataDir),
        "vanilla, studio": await studioContestant(browser, studio.url, vanilla, threads),
        "vanilla, TensorFlow.js": await tensorflowContestant(browser, studio.url),
      },
      times,
      tellRate,
    ),
    await takeTurns(
      {
        "convolutional, native": await nativeContestant(convolutional, threads, dataDir),
        "convolutional, studio": await studioContestant(browser, studio.url, convolutional, threads),
      },
      // A chunk takes half a second and more: fewer, longer turns.
      { ...times, seconds: 2 * times.seconds, rounds: Math.ceil(times.rounds / 2) },
      tellRate,
    ),
  );
  tell("pressing keys while training");
  const answers = await measureResponse(browser, studio.url);
  tell("training 50 epochs");
  return {
    openings: opened,
    response: answers,
    memory: await measureMemory(browser, studio.url, threads),
  };
}

/**
 * @param {string} name
 * @param {number} rate
 */
function tellRate(name, rate) {
  tell(`${name}: ${Math.round(rate)} images/s`);
}

/**
 * The median of the quotients, round by round.
 * @param {string} numerator
 * @param {string} denominator
 */
const ratio = (numerator, denominator) =>
  summarise((rates[numerator] ?? []).map((rate, round) => rate / (rates[denominator]?.[round] ?? Number.NaN)))
    .median;
const percent = (/** @type {number} */ share) => `${Math.round(100 * share)} %`;
const ofVanilla = ratio("vanilla, studio", "vanilla, native");
const ofConvolutional = ratio("convolutional, studio", "convolutional, native");
const overTensorflow = ratio("vanilla, studio", "vanilla, TensorFlow.js");
const paint = summarise(openings.map(({ firstPaint }) => firstPaint)).median;
const ready = summarise(openings.map(({ readyToTrain }) => readyToTrain)).median;
const growth = memory.after50 / memory.after10 - 1;

/** @type {readonly (readonly [what: string, found: string, target: string, isMet: boolean])[]} */
const figures = [
  ["vanilla against native", percent(ofVanilla), "at least 40 %", ofVanilla >= 0.4],
  ["convolutional against native", percent(ofConvolutional), "at least 30 %", ofConvolutional >= 0.3],
  [
    "vanilla against TensorFlow.js (WASM)",
    `${overTensorflow.toFixed(1)} times`,
    "at least 15",
    overTensorflow >= 15,
  ],
  ["first paint", `${paint.toFixed(2)} s`, "under 1 s", paint < 1],
  ["ready to train", `${ready.toFixed(2)} s`, "under 3 s", ready < 3],
  [
    "a key while training, answered: median, 95 %, longest",
    [response.median, response.nineteenOf20, response.longest].map((ms) => `${ms.toFixed(0)} ms`).join(", "),
    "within 50 ms",
    response.longest <= 50,
  ],
  [
    "memory, epoch 10 to 50",
    `${growth < 0 ? "" : "+"}${(100 * growth).toFixed(1)} %`,
    "flat: under 2 %",
    growth < 0.02,
  ],
];
process.stdout.write(`${describeMachine()}\n${browser.version}; ${describeLoad(load)}\n\n`);
process.stdout.write(
  `${table(
    ["what is trained, and where", "images/s (median)", "lowest", "highest"],
    Object.entries(rates).map(([name, found]) => {
      const { median, lowest, highest } = summarise(found);
      return [name, ...[median, lowest, highest].map((rate) => Math.round(rate).toLocaleString("en"))];
    }),
  )}\n\n`,
);
process.stdout.write(
  `${table(
    ["target", "found", "asked for", "met"],
    figures.map(([what, found, target, isMet]) => [what, found, target, isMet ? "yes" : "no"]),
  )}\n`,
);
process.exitCode = figures.every(([, , , isMet]) => isMet) ? 0 : 1;
