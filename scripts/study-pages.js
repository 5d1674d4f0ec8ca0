// Runs the studies that come with Hourglass and writes their pages, docs/studies/NAME.md, with small figures:
//   npm run studies [-- latent-size ...] [-- --runs DIR] [-- --finished]
// A study that was interrupted goes on, one that is done is kept; with --finished nothing is trained.
import { spawnSync } from "node:child_process";
import { access, cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { counted } from "../dist/words.js";

const studies = [
  "latent-size",
  "depth-and-width",
  "dense-or-convolutional",
  "sparsity-and-noise",
  "digits-or-clothing",
];
const pages = "docs/studies";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: "string", default: "runs/studies" },
    finished: { type: "boolean", default: false },
  },
});
for (const name of positionals.length > 0 ? positionals : studies) {
  const folder = join(values.runs, name);
  if (!values.finished) await runStudy(name, folder);
  if (await exists(join(folder, "results.json"))) await writePage(name, folder);
  else process.stderr.write(`no results in ${folder}: its page stays as it is\n`);
}

/** @param {string} name @param {string} folder */
async function runStudy(name, folder) {
  const words = ["dist/cli/main.js", "study", name, "--out", folder];
  if (await exists(join(folder, "study.json"))) words.push("--resume");
  const { status } = spawnSync(process.execPath, words, { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}

/** @param {string} name @param {string} folder */
async function writePage(name, folder) {
  /** @type {import("../dist/study/results.js").StudyResults} */
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
  const parts = [
    `# ${results.title}`,
    results.question,
    `Written by \`npm run studies\` from \`hourglass study ${name}\` ([the study](../../studies/${name}.yaml)); ${describeRuns(results)}.`,
    results.protocol.map((line) => `- ${line}`).join("\n"),
    "## What was found",
    "Differences by Welch's t-test between the seeds of two cells, corrected for all comparisons of a figure (Holm), at the level 0.05; what each rests on stands in the study's own page and results.json.",
    results.findings.map(({ text }) => `- ${text}`).join("\n"),
    "## Figures",
    ...groups
      .filter((base) => group(base).length > 0)
      .map((base) => showFigure(base, group(base), name, results)),
    "## All cells",
    "Mean ± sample standard deviation over the seeds, on the test split.",
    ...results.examples.map(({ data }) => table(data, results)),
    "## The same test images, rebuilt by every cell",
    "The first row are the images themselves; of each cell its first seed, in the order of the tables.",
    ...shown.filter((file) => file.startsWith("examples-")).map((file) => `![${file}](${name}/${file})`),
  ];
  await writeFile(join(pages, `${name}.md`), `${parts.join("\n\n")}\n`);
  process.stderr.write(`written: ${join(pages, `${name}.md`)}\n`);
}

/** @param {import("../dist/study/results.js").StudyResults} results */
function describeRuns({ runs, environment }) {
  const minutes = runs.reduce((sum, { seconds = 0 }) => sum + seconds, 0) / 60;
  return `${counted(runs.length, "training")} of ${counted(Math.round(minutes), "minute")} together, each on one thread of ${environment.cpu} (${counted(environment.cores, "core")})`;
}

/**
 * @param {string} base
 * @param {readonly string[]} files
 * @param {string} name
 * @param {import("../dist/study/results.js").StudyResults} results
 */
function showFigure(base, files, name, { figures }) {
  const slug = (/** @type {string} */ text) => text.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
  const figure = figures.find((one) => base.toLowerCase().startsWith(slug(one.name)));
  const title = figure === undefined ? base.replace(/^curve-/, "").replaceAll("-", " ") : figure.title;
  return [`**${title}**`, ...files.map((file) => `![${file.slice(0, -4)}](${name}/${file})`)].join("\n\n");
}

/** @param {string} data @param {import("../dist/study/results.js").StudyResults} results */
function table(data, { cells, figures, varied }) {
  const shown = figures.filter(({ headline }) => headline);
  const settings = varied.filter(({ values }) => values.length > 1).map(({ setting }) => setting);
  const rows = cells
    .filter((cell) => cell.data === data)
    .map((cell) => [
      cell.model,
      ...settings.map((setting) => String(cell.varied[setting]) || "none"),
      String(cell.seeds),
      ...shown.map(({ name }) => spread(cell.figures[name])),
    ]);
  const heads = [
    data,
    ...settings,
    "seeds",
    ...shown.map(({ title, unit }) => (unit ? `${title} (${unit})` : title)),
  ];
  return [heads, heads.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
}

/** @param {import("../dist/study/results.js").SeedSpread | undefined} spread */
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
