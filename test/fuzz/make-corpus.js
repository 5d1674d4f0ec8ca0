// Makes the files of our own that the fuzzers change: node test/fuzz/make-corpus.js, after npm run build. They are committed: a
// change of a format shows as a change of them.
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hourglass, writeInputs } from "../../reliability/commands.js";

const folder = await mkdtemp(join(tmpdir(), "hourglass-"));
const corpus = new URL("corpus/", import.meta.url);
const small = "--dataset data --latent-size 3 --batch-size 20 --epochs 2 --threads 1";

/** @param {string} text */
function anonymous(text) {
  return text
    .replaceAll(folder, "/home/somebody")
    .replaceAll(/"cpu": "[^"]*"/g, '"cpu": "a processor"')
    .replaceAll(/"platform": "[^"]*"/g, '"platform": "a platform"');
}

/** @param {string} words */
async function run(words) {
  const { code, stderr } = await hourglass(folder, words);
  if (code !== 0) throw new Error(`${words}: ${stderr}`);
}

try {
  await writeInputs(folder);
  await run(`train ${small} --corruption masking:0.3 --restore-best --out run`);
  await run("evaluate run --measures probe,rank,units,map");
  await run(`train ${small} --model variational --hidden 5 --importance-samples 2 --out variational`);
  await run("classify run --labels-per-class 1,2 --seeds 1 --epochs 3 --head 4 --out classifier");
  await run(
    "detect fit data --normal 1 --false-alarms 20% --model vanilla --latent-size 3 --epochs 2 --threads 1 --out detector",
  );
  await run("study small.yaml --out study --workers 1");
  await run("anomaly --dataset data --model vanilla --latent-size 3 --epochs 2 --threads 1 --out anomalies");
  const files = {
    "run.json": "run/run.json",
    "variational-run.json": "variational/run.json",
    "classifier-run.json": "classifier/run.json",
    "detector-run.json": "detector/run.json",
    "metrics.jsonl": "run/metrics.jsonl",
    "measures.json": "run/measures.json",
    "evaluation.json": "run/evaluation.json",
    "variational-evaluation.json": "variational/evaluation.json",
    "state.safetensors": "run/checkpoint/state.safetensors",
    "model.safetensors": "run/model.safetensors",
    "encoder.onnx": "run/encoder.onnx",
    "study.json": "study/study.json",
    "results.json": "study/results.json",
    "anomaly.json": "anomalies/anomaly.json",
    SHA256SUMS: "run/SHA256SUMS",
  };
  await mkdir(corpus, { recursive: true });
  for (const [name, from] of Object.entries(files)) {
    const bytes = await readFile(join(folder, from));
    const isText = !/\.(safetensors|onnx)$/.test(name);
    // Where they were made is nobody's business.
    const content = isText ? anonymous(bytes.toString("utf8")) : bytes;
    await writeFile(new URL(name, corpus), content);
  }
} finally {
  await rm(folder, { recursive: true });
}
