import { mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  createRandom,
  describeResults,
  encodeNpy,
  examplesFile,
  readResults,
  runFolder,
  runPath,
  studyFiles,
  studyResults,
  writeResults,
  writeStudyPage,
} from "./hourglass-studies.js";
import { image, madeUpStudy } from "./made-up-study.js";
import { shapes } from "./study-shapes.js";

/**
 * Makes of the outcomes of a study what `hourglass study` makes when the last training is done, and answers with a line of JSON: seconds
 * of each part, the peak memory of the process in bytes, and the bytes of the files. With `read` it reads the results of that folder instead.
 */
const [folder = "", index = "", what = "write"] = process.argv.slice(2);
const shape = shapes[Number(index)] ?? shapes[0];

/** @type {Record<string, number>} */
const seconds = {};
/** @template T @param {string} part @param {() => T | Promise<T>} work */
async function timed(part, work) {
  const started = performance.now();
  const result = await work();
  seconds[part] = (performance.now() - started) / 1000;
  if (process.env["HOURGLASS_BENCH_STEPS"] !== undefined) {
    process.stderr.write(
      `${part}: ${seconds[part]?.toFixed(2)} s, ${Math.round(process.resourceUsage().maxRSS / 1024)} MB\n`,
    );
  }
  return result;
}

const study = runFolder(folder);
if (what === "read") await timed("read", () => readResults(study));
else await write();
/** @param {string} file */
const bytesOf = (file) => statSync(join(folder, file)).size;
const figures = readdirSync(join(folder, "figures"));
const answer = {
  ...{ seconds, peakMemory: process.resourceUsage().maxRSS * 1024 },
  ...{ results: bytesOf(studyFiles.results), page: bytesOf(studyFiles.report), figures: figures.length },
};
process.stdout.write(`${JSON.stringify(answer)}\n`);

async function write() {
  const { results, datasets } = await gather();
  await timed("files", () => writeResults(study, results));
  await timed("page", () => writeStudyPage(study, results, datasets));
  await timed("checksums", () => study.recordChecksums());
  const printed = await timed("printed", () => describeResults(results));
  if (process.env["HOURGLASS_BENCH_STEPS"] !== undefined)
    process.stderr.write(`${printed.slice(-6000)}\n${printed.length}\n`);
}

/** The results, and the data that the page draws from; outcomes are let go with it. */
async function gather() {
  const { data, ...made } = await timed("made up", () => madeUpStudy(shape));
  const datasets = new Map(
    data.map((of) => [of.data, { ...of, train: drawn(100), test: drawn(of.indices.length) }]),
  );
  await timed("examples", () => {
    /** The first run of each cell. @type {Map<string, string>} */
    const first = new Map();
    for (const { id, cell } of made.plan.runs) if (!first.has(cell)) first.set(cell, id);
    const examples = encodeNpy(drawn(10).images, [10, image.height, image.width, 1]);
    for (const id of first.values()) {
      mkdirSync(runPath(folder, id), { recursive: true });
      writeFileSync(join(runPath(folder, id), examplesFile), examples);
    }
  });
  const results = await timed("results", () => studyResults({ ...made, data }));
  return { results, datasets };
}

/** @param {number} count */
function drawn(count) {
  const random = createRandom(count, "images of the aggregation's benchmark");
  const images = Uint8Array.from({ length: count * image.height * image.width }, () => random.below(256));
  return { ...image, count, images, labels: Uint8Array.from({ length: count }, (_, label) => label % 10) };
}
