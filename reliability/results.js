import { mkdir, readFile, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { placeTexts } from "../scripts/placed-text.js";

// Figures of campaigns, each with the machine that it ran on. docs/reliability.md and docs/scale.md tell them in sections that are written here.

/** The campaigns of many machines, which one command runs. */
const ofScale = ["chaos", "simulation"];

/** The page that tells of a campaign, from the root of the project. @param {string} name */
export const pageOf = (name) => (ofScale.includes(name) ? "docs/scale.md" : "docs/reliability.md");
/** @param {string} name */
const fileOf = (name) => new URL(`./results/${name}.json`, import.meta.url);

/**
 * @typedef {object} Campaign
 * @property {string} date
 * @property {string} node
 * @property {string} platform
 * @property {string} processor
 */

/**
 * Keeps the figures of a campaign, and tells them on the page.
 * @param {"faults" | "kills" | "fuzz" | "chaos" | "simulation"} name
 * @param {object} figures
 */
export async function record(name, figures) {
  const results = {
    date: new Date().toISOString().slice(0, 10),
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    processor: `${cpus()[0]?.model.trim()}, ${cpus().length} cores`,
    ...figures,
  };
  await mkdir(new URL("./results/", import.meta.url), { recursive: true });
  await writeFile(fileOf(name), `${JSON.stringify(results, null, 2)}\n`);
  const page = fileURLToPath(new URL(`../${pageOf(name)}`, import.meta.url));
  await placeTexts(page, commandOf(name), { [name]: tell(name, results) });
}

/** @param {string} name */
export async function recorded(name) {
  return JSON.parse(await readFile(fileOf(name), "utf8"));
}

/** What writes a section. @param {string} name */
export const commandOf = (name) => `${ofScale.includes(name) ? "test:scale" : name} -- --record`;

const count = (/** @type {number} */ number) => number.toLocaleString("en-US");

/**
 * The section of a campaign, in Markdown.
 * @param {string} name
 * @param {any} results as they were recorded
 */
export function tell(name, results) {
  const { date, node, platform, processor } = results;
  return `${tellers[/** @type {keyof typeof tellers} */ (name)](results)}\n\nOn ${date}, Node ${node.slice(1)}, ${platform}, ${processor}.`;
}

const tellers = {
  /** @param {any} results */
  faults: ({ every, commands }) =>
    table(
      [
        "command",
        "calls to the file system",
        "made to fail",
        "small disks",
        "of them too small",
        "with a problem",
      ],
      commands.map((/** @type {any} */ { name, calls, faults, disks, full, problems }) => [
        `\`${name}\``,
        ...[calls, faults, disks, full, problems].map(count),
      ]),
    ) +
    (every === 1 ? "" : `\n\nOne call in ${every} was made to fail.`) +
    `\n\nEach command also ran once with reads and writes that took half of what they were asked for.`,
  /** @param {any} results */
  kills: ({ commands }) =>
    table(
      ["command", "kills", "while it was under way", "with a problem"],
      commands.map((/** @type {any} */ { name, kills, under, problems }) => [
        `\`${name}\``,
        ...[kills, under, problems].map(count),
      ]),
    ),
  /** @param {any} results */
  chaos: ({
    runs,
    workers,
    kills,
    killSeconds,
    seconds,
    aloneSeconds,
    counted,
    repeats,
    contradictions,
    problems,
  }) =>
    table(
      ["", "with the queue", "one worker without a queue"],
      [
        ["runs with a result", count(counted), count(runs)],
        ["workers", count(workers), "1"],
        ["of them killed", `${count(kills)}, one every ${count(killSeconds)} s`, "0"],
        ["time (s)", count(Math.round(seconds)), count(Math.round(aloneSeconds))],
        ["runs that were finished again", `${count(repeats)}, ${count(contradictions)} with other bits`, "0"],
        ["files and rows that differ", count(problems.length), ""],
      ],
    ),
  /** @param {any} results */
  simulation: ({
    runs,
    cells,
    sleepSeconds,
    rates,
    offerSeconds,
    bytesOfRun,
    aggregationSeconds,
    aggregationBytes,
  }) =>
    table(
      ["workers", "runs/s", "of what the sleep allows"],
      rates.map((/** @type {any} */ { workers, runsPerSecond }) => [
        count(workers),
        runsPerSecond.toFixed(1),
        `${Math.round((100 * runsPerSecond * sleepSeconds) / workers)} %`,
      ]),
    ) +
    `\n\n${count(runs)} runs in ${count(cells)} cells, each a sleep of ${sleepSeconds} s. Planned, named and queued in ${offerSeconds.toFixed(0)} s; ` +
    `Redis takes ${(bytesOfRun / 1000).toFixed(1)} kB for each that waits. All results together, results.json, tables and page: ${aggregationSeconds.toFixed(1)} s and ` +
    `${count(Math.round(aggregationBytes / 1e6))} MB at most (\`hourglass study --resume\` of the finished study, its start included).`,
  /** @param {any} results */
  fuzz: ({ inputs, seconds, problems, slowest, peakBytes, targets }) =>
    table(
      ["reader", "inputs", "read", "refused", "kept, since they reached new code", "slowest (ms)"],
      targets.map((/** @type {any} */ { name, inputs, values, refused, kept, slowest }) => [
        name,
        ...[inputs, values, refused, kept, slowest].map(count),
      ]),
    ) +
    `\n\n${count(inputs)} inputs in ${count(Math.round(seconds))} s, in one process: ${count(problems)} with an error that is not ours, the slowest ` +
    `${count(Math.round(slowest))} ms; the process grew by ${count(Math.round(peakBytes / 1e6))} MB at most.`,
};

/** @param {readonly string[]} head @param {readonly (readonly string[])[]} rows */
function table(head, rows) {
  const line = (/** @type {readonly string[]} */ cells) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map((_, at) => (at === 0 ? "---" : "---:"))), ...rows.map(line)].join("\n");
}
