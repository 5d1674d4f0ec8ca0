import { execFile, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { encodeIdx } from "hourglass-lab";

// The commands whose reliability is tried, and what must hold of what they leave.

const program = fileURLToPath(new URL("../packages/lab/dist/cli/main.js", import.meta.url));

/**
 * @typedef {object} Ended
 * @property {number | null} code `null` where a signal ended it
 * @property {string} stdout
 * @property {string} stderr
 */

/**
 * Runs a command to its end.
 * @param {string} cwd
 * @param {string} words
 * @param {readonly string[]} [nodeOptions]
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<Ended>}
 */
export function hourglass(cwd, words, nodeOptions = [], env = {}) {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [...nodeOptions, program, ...words.split(" ")],
      { cwd, env: { ...process.env, ...env }, maxBuffer: 2 ** 26 },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === "number" ? error.code : null;
        resolve({ code, stdout, stderr });
      },
    );
  });
}

/**
 * Starts a command in a process group of its own, so that its workers can be killed with it.
 * @param {string} cwd
 * @param {string} words
 */
export function startGroup(cwd, words) {
  const child = spawn(process.execPath, [program, ...words.split(" ")], {
    cwd,
    detached: true,
    stdio: "ignore",
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  return {
    kill: () => {
      try {
        process.kill(-(/** @type {number} */ (child.pid)), "SIGKILL");
      } catch {
        // It has ended.
      }
      return ended;
    },
    ended,
  };
}

/**
 * Starts a command that is alone in its process, and may be killed.
 * @param {string} cwd
 * @param {string} words
 */
export function startProgram(cwd, words) {
  const child = spawn(process.execPath, [program, ...words.split(" ").filter((word) => word !== "")], {
    cwd,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (/** @type {string} */ text) => {
    stderr = (stderr + text).slice(-4000);
  });
  /** @type {Promise<Ended>} */
  const ended = new Promise((resolve) =>
    child.once("close", (code) => resolve({ code, stdout: "", stderr })),
  );
  return { ended, kill: () => void child.kill("SIGKILL") };
}

/** Writes 90 labelled images of 4 x 4 as IDX files, and a study of them. @param {string} folder */
export async function writeInputs(folder) {
  const labels = Uint8Array.from({ length: 90 }, (_, image) => image % 2);
  const images = Uint8Array.from({ length: 16 * 90 }, (_, at) => {
    const [image, row, column] = [Math.floor(at / 16), Math.floor(at / 4) % 4, at % 4];
    return (image % 2 === 1 ? row : column) === image % 4 ? 255 : (37 * at) % 60;
  });
  await mkdir(join(folder, "data"), { recursive: true });
  await writeFile(join(folder, "data", "train-images-idx3-ubyte"), encodeIdx([90, 4, 4], images));
  await writeFile(join(folder, "data", "train-labels-idx1-ubyte"), encodeIdx([90], labels));
  await writeFile(
    join(folder, "small.yaml"),
    `title: Small\nquestion: Does it end?\ndata: [data]\nmodels: { vanilla: {} }\nseeds: [1, 2]\nmeasures: [rank]\n` +
      `settings: { latentSize: 3, epochs: 2, batchSize: 10 }\n`,
  );
}

const small = "--latent-size 3 --batch-size 10 --epochs 4 --threads 1";

/**
 * @typedef {object} Subject a command that is tried
 * @property {string} name
 * @property {string} out what it writes
 * @property {(out: string) => string} words
 * @property {(out: string) => string} again what finishes it after a failure
 * @property {readonly string[]} same files whose content must be that of a run without a failure
 * @property {string} [before] a command that it needs
 */

/** @type {readonly Subject[]} */
export const subjects = [
  {
    name: "train",
    out: "run",
    words: () => `train --dataset data ${small} --out run`,
    again: (folder) =>
      existsSync(join(folder, "run", "run.json"))
        ? "train --resume --out run"
        : `train --dataset data ${small} --out run`,
    same: [
      "run/model.safetensors",
      "run/encoder.onnx",
      "run/decoder.onnx",
      "run/autoencoder.onnx",
      "run/trainer.onnx",
      "run/run.json",
      "run/evaluation.json",
    ],
  },
  {
    name: "evaluate",
    out: "run",
    before: `train --dataset data ${small} --out run`,
    words: () => "evaluate run --measures rank,units,probe",
    again: () => "evaluate run --measures rank,units,probe",
    same: ["run/measures.json", "run/evaluation.json"],
  },
  {
    name: "study",
    out: "study",
    words: () => "study small.yaml --out study --workers 1",
    again: (folder) =>
      existsSync(join(folder, "study", "study.json"))
        ? "study small.yaml --out study --workers 1 --resume"
        : "study small.yaml --out study --workers 1",
    same: ["study/cells.csv", "study/results.json"],
  },
  {
    name: "anomaly",
    out: "anomalies",
    words: () =>
      "anomaly --dataset data --model vanilla --latent-size 3 --epochs 2 --threads 1 --out anomalies",
    again: (folder) =>
      existsSync(join(folder, "anomalies", "anomaly.json"))
        ? "anomaly --resume --out anomalies"
        : "anomaly --dataset data --model vanilla --latent-size 3 --epochs 2 --threads 1 --out anomalies",
    same: ["anomalies/anomaly.json"],
  },
  {
    name: "encode",
    out: "codes.npy",
    before: `train --dataset data ${small} --out run`,
    words: () => "encode run data/train-images-idx3-ubyte --out codes.npy",
    again: () => "encode run data/train-images-idx3-ubyte --out codes.npy",
    same: ["codes.npy"],
  },
];

/** Of JSON, what is the same in every run: times and places are not. @param {string} text @param {string} folder */
function comparable(text, folder) {
  const times = new Set(["seconds", "imagesPerSecond", "started"]);
  return JSON.stringify(
    JSON.parse(text.replaceAll(folder, ""), (key, value) => (times.has(key) ? undefined : value)),
  );
}

/** SHA-256 of files, `missing` of those that are not there. @param {string} folder @param {readonly string[]} files */
export async function checksums(folder, files) {
  const sums = files.map(async (file) => {
    const bytes = await readFile(join(folder, file)).catch(() => undefined);
    if (bytes === undefined) return [file, "missing"];
    const content = file.endsWith(".json") ? comparable(bytes.toString(), folder) : bytes;
    return [file, createHash("sha256").update(content).digest("hex")];
  });
  return Object.fromEntries(await Promise.all(sums));
}

/**
 * What is wrong with how a command ended that was made to fail; nothing where all is well.
 * @param {Ended} ended
 * @returns {readonly string[]}
 */
export function problemsOfEnd({ code, stderr }) {
  const problems = [];
  if (code === null) problems.push("it was ended by a signal");
  if (/^ {4}at /m.test(stderr)) problems.push("it printed a stack");
  if (/defect/.test(stderr)) problems.push("it called itself defective");
  if (code !== 0 && code !== null && !/^error: /m.test(stderr) && !/failed/.test(stderr)) {
    problems.push(`it ended with ${code} and no error`);
  }
  return problems.map((problem) => `${problem}: ${stderr.trim().slice(-300)}`);
}

/**
 * Finishes a command after a failure, and says what is wrong with what it leaves.
 * @param {Subject} subject
 * @param {string} folder
 * @param {Readonly<Record<string, string>>} expected checksums of `same`
 * @returns {Promise<readonly string[]>}
 */
export async function problemsAfter({ again, same, out, name }, folder, expected) {
  const problems = [];
  const words = again(folder);
  const { code, stderr } = await hourglass(folder, words);
  if (code !== 0) problems.push(`${words} ended with ${code}: ${stderr.trim().slice(-300)}`);
  const found = await checksums(folder, same);
  for (const file of same) if (found[file] !== expected[file]) problems.push(`${file} has other content`);
  const files = await readdir(join(folder, out), { recursive: true }).catch(() => []);
  const left = files.filter((file) => /\.tmp$|^lock|\/lock/.test(file));
  if (left.length > 0) problems.push(`left behind: ${left.join(", ")}`);
  if (name === "train" || name === "evaluate" || name === "study") {
    const checked = await hourglass(folder, `check ${out}`);
    if (checked.code !== 0)
      problems.push(
        `check: ${checked.stdout
          .split("\n")
          .filter((line) => /wrong|missing/.test(line))
          .join("; ")}`,
      );
  }
  return problems;
}
