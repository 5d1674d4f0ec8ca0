// Runs the studies that come with Hourglass and writes their pages, docs/studies/NAME.md, with small figures:
//   npm run studies [-- latent-size ...] [-- --runs DIR] [-- --pages DIR] [-- --finished] [-- --quick] [-- --list]
// A study that was interrupted goes on, one that is done is kept; with --finished nothing is trained; with --quick the small form
// of each study is, for a look at the pages (with --runs and --pages elsewhere). --list names the studies and their questions.
import { spawnSync } from "node:child_process";
import { access, cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { counted } from "hourglass-core/internal/words.ts";
import { findingRows } from "hourglass-lab/internal/study/finding-rows.ts";
import { valueWords } from "hourglass-lab/internal/study/setting-words.ts";
import { givenRows } from "hourglass-lab/internal/study/training-given.ts";
import { parse } from "yaml";
import { table } from "./markdown-table.js";

const studies = [
  "latent-size",
  "depth-and-width",
  "dense-or-convolutional",
  "sparsity-and-noise",
  "digits-or-clothing",
  "regularisation",
  "few-labels",
];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: "string", default: "runs/studies" },
    pages: { type: "string", default: "docs/studies" },
    quick: { type: "boolean", default: false },
    list: { type: "boolean", default: false },
    finished: { type: "boolean", default: false },
  },
});
const { pages } = values;
/** A longer table is folded away. */
const mostRows = 12;
const unknown = positionals.find((name) => !studies.includes(name));
if (unknown !== undefined) {
  process.stderr.write(`unknown study ${unknown}: choose from ${studies.join(", ")}\n`);
  process.exit(2);
}
for (const name of values.list ? studies : []) {
  const { question } = parse(await readFile(join("studies", `${name}.yaml`), "utf8"));
  process.stdout.write(`${name}: ${question}\n`);
}
for (const name of values.list ? [] : positionals.length > 0 ? positionals : studies) {
  const folder = join(values.runs, name);
  if (!values.finished) await runStudy(name, folder);
  if (await exists(join(folder, "results.json"))) await writePage(name, folder);
  else process.stderr.write(`no results in ${folder}: its page stays as it is\n`);
}

/** @param {string} name @param {string} folder */
async function runStudy(name, folder) {
  const words = ["packages/lab/dist/cli/main.js", "study", name, "--out", folder];
  if (values.quick) words.push("--quick");
  if (await exists(join(folder, "study.json"))) words.push("--resume");
  const { status } = spawnSync(process.execPath, words, { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}

/** @param {string} name @param {string} folder */
async function writePage(name, folder) {
  /** @type {import("hourglass-lab/internal/study/results.ts").StudyResults} */
  const results = JSON.parse(await readFile(join(folder, "results.json"), "utf8"));
  const pictures = join(pages, name);
  await rm(pictures, { recursive: true, force: true });
  await mkdir(pictures, { recursive: true });
  const files = await readdir(join(folder, "figures"));
  const shown = files.filter((file) => file.endsWith(".svg"));
  for (const file of shown) await cp(join(folder, "figures", file), join(pictures, file));
  const groups = files.filter((file) => file.endsWith(".csv")).map((file) => file.slice(0, -".csv".length));
  const group = (/** @type {string} */ base) =>
    shown.filter((file) => results.examples.some(({ data }) => file === `${base}-${data}.svg`));
  const drawn = groups.filter((base) => group(base).length > 0);
  const answering = drawn.filter((base) => showsAnswer(base, results));
  const figuresOf = (/** @type {readonly string[]} */ bases) =>
    bases.map((base) => showFigure(base, group(base), name, results));
  const parts = [
    `# ${results.title}`,
    `*${results.question}*`,
    ...(results.answer === undefined ? [] : [`**${results.answer.text}**`]),
    ...figuresOf(answering),
    "## What the seeds can tell apart",
    "A figure has one linear model over all cells, with the seed as a block and one pooled variance. All pairs of cells that differ in one thing only are compared; the intervals of a place hold together with 95 % (Tukey-Kramer). The tables show each value of a setting against the one before it, and the best model against each other: the second of a pair against the first; results.json has all pairs. Where seeds cannot tell two cells apart, whatever the interval holds is possible. An interval says what other seeds would give, not what other images would: images and test set are the same in every training.",
    ...results.findings
      .filter(({ comparisons }) => comparisons.length > 0)
      .map((found) => showFindings(found, results)),
    "## How it was done",
    `Written by \`npm run studies\` from \`hourglass study ${name}\` ([the study](../../studies/${name}.yaml)); ${describeRuns(results)}.`,
    results.protocol.map((line) => `- ${line}`).join("\n"),
    trainingTable(results),
    "## Figures",
    ...figuresOf(drawn.filter((base) => !answering.includes(base))),
    "## All cells",
    "Mean ± sample standard deviation over the seeds, on the test split.",
    ...results.examples.map(({ data }) => cellTable(data, results)),
    "## The same test images, rebuilt by every cell",
    "The first row are the images themselves; of each cell its first seed, in the order of the tables.",
    ...shown.filter((file) => file.startsWith("examples-")).map((file) => `![${file}](${name}/${file})`),
  ];
  await writeFile(join(pages, `${name}.md`), `${parts.join("\n\n")}\n`);
  process.stderr.write(`written: ${join(pages, `${name}.md`)}\n`);
}

/** What each model got. @param {import("hourglass-lab/internal/study/results.ts").StudyResults} results */
function trainingTable({ cells }) {
  const heads = ["model", "epochs", "steps", "training images"];
  const rows = givenRows(cells).map(({ model, epochs, steps, images }) => [model, epochs, steps, images]);
  return table(heads, rows);
}

/**
 * @param {import("hourglass-lab/internal/study/results.ts").FigureFindings} found
 * @param {import("hourglass-lab/internal/study/results.ts").StudyResults} results
 */
function showFindings(found, results) {
  const titleOf = (/** @type {string} */ figure) =>
    results.figures.find((one) => one.name === figure)?.title ?? figure;
  const title = titleOf(found.figure);
  if (found.alike !== undefined) {
    return `**${title}** tells the same cells apart as ${titleOf(found.alike)}, in the same direction: see there.`;
  }
  const notes = `**${title}.** ${found.notes.join(" ")}`;
  const rows = findingRows(found, results);
  if (rows.length === 0) return notes;
  const unit = rows[0]?.unit ? `, ${rows[0].unit}` : "";
  const heads = [
    "where",
    "what",
    `${found.model?.scale === "ratio" ? "ratio" : "difference"} (95 % interval)${unit}`,
    "effect (pooled sd, % of the smaller mean)",
    "verdict",
  ];
  const all = table(
    heads,
    rows.map(({ where, what, difference, effect, verdict }) => [where, what, difference, effect, verdict]),
  );
  if (rows.length <= mostRows) return `${notes}\n\n${all}`;
  const apart = rows.filter(({ toldApart }) => toldApart).length;
  const summary = `${title}: ${counted(rows.length, "comparison")}, ${apart} told apart`;
  return `${notes}\n\n<details><summary>${summary}</summary>\n\n${all}\n\n</details>`;
}

/** Whether a figure's files show what the answer speaks of. @param {string} base @param {import("hourglass-lab/internal/study/results.ts").StudyResults} results */
function showsAnswer(base, { answer, varied }) {
  if (answer === undefined) return false;
  const over = varied.some(({ setting }) => setting === answer.over) ? answer.over : varied[0]?.setting;
  const figure = slug(answer.figure);
  return base.toLowerCase() === (over === undefined ? figure : `${figure}-by-${slug(over)}`);
}

/** @param {string} text */
function slug(text) {
  return text.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
}

/** @param {import("hourglass-lab/internal/study/results.ts").StudyResults} results */
function describeRuns({ runs, environment }) {
  const minutes = runs.reduce((sum, { seconds = 0 }) => sum + seconds, 0) / 60;
  return `${counted(runs.length, "training")} of ${counted(Math.round(minutes), "minute")} together, each on one thread of ${environment.cpu} (${counted(environment.cores, "core")})`;
}

/**
 * @param {string} base
 * @param {readonly string[]} files
 * @param {string} name
 * @param {import("hourglass-lab/internal/study/results.ts").StudyResults} results
 */
function showFigure(base, files, name, { figures }) {
  // Of accuracy10 and accuracy100, that with the longer name.
  const [figure] = figures
    .filter((one) => base.toLowerCase().startsWith(slug(one.name)))
    .sort((one, other) => other.name.length - one.name.length);
  const title = figure === undefined ? base.replace(/^curve-/, "").replaceAll("-", " ") : figure.title;
  return [`**${title}**`, ...files.map((file) => `![${file.slice(0, -4)}](${name}/${file})`)].join("\n\n");
}

/** @param {string} data @param {import("hourglass-lab/internal/study/results.ts").StudyResults} results */
function cellTable(data, { cells, figures, varied }) {
  const shown = figures.filter(({ headline }) => headline);
  const settings = varied.filter(({ values }) => values.length > 1).map(({ setting }) => setting);
  const rows = cells
    .filter((cell) => cell.data === data)
    .map((cell) => [
      cell.model,
      ...settings.map((setting) => valueWords(cell.varied[setting] ?? "")),
      String(cell.seeds),
      ...shown.map(({ name }) => spread(cell.figures[name])),
    ]);
  const heads = [
    data,
    ...settings,
    "seeds",
    ...shown.map(({ title, unit }) => (unit ? `${title} (${unit})` : title)),
  ];
  return table(heads, rows);
}

/** @param {import("hourglass-lab/internal/study/results.ts").SeedSpread | undefined} spread */
function spread(spread) {
  if (spread === undefined) return "";
  const { mean, deviation } = spread;
  if (deviation === undefined) return String(Number(mean.toPrecision(4)));
  // As many digits as the deviation supports.
  const digits = deviation === 0 ? 4 : Math.min(6, Math.max(0, 1 - Math.floor(Math.log10(deviation))));
  return `${mean.toFixed(digits)} ± ${deviation.toFixed(digits)}`;
}

/** @param {string} path */
async function exists(path) {
  return access(path).then(
    () => true,
    () => false,
  );
}
