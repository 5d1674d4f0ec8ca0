import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fromBinary } from "@bufbuild/protobuf";
import type { Dataset } from "hourglass-core/internal/data/image-set.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { CorruptFileError, HourglassError } from "hourglass-core/internal/errors.ts";
import { ModelProtoSchema } from "hourglass-core/internal/graph/onnx/onnx_pb.ts";
import { trainingOptions } from "hourglass-core/internal/settings/training-options.ts";
import type { EpochRecord } from "hourglass-core/internal/training/epoch.ts";
import { counted } from "hourglass-core/internal/words.ts";
import { classifiers } from "./classifiers/classifiers.ts";
import { readCheckpoint } from "./files/checkpoint.ts";
import { type Checksums, checksumsFile, sha256 } from "./files/checksums.ts";
import { asTrainedOn, dataDifferences } from "./files/data-identity.ts";
import { readEvaluation } from "./files/evaluation-file.ts";
import { readStoredMeasures } from "./files/measures-file.ts";
import { type Provenance, provenanceOf, provenanceProblem } from "./files/provenance.ts";
import { finishedFiles } from "./files/run-files.ts";
import type { RunSummary } from "./files/summary.ts";
import { identitiesOfRun } from "./files/training-identity.ts";
import { decodeWeights } from "./files/weights.ts";
import { type RunFolder, readHistory, readSummary, runFiles } from "./folder.ts";
import { resumeCommand, shellWord } from "./resume-command.ts";
import { modelOfRun } from "./train-run.ts";

/** What became of a part of a run or a study when it was looked at. */
export interface Checked {
  /** A file by its path, or `data`. */
  readonly what: string;
  /** `not recorded`: it can be read, and nothing is known that it must agree with. */
  readonly status: "right" | "wrong" | "missing" | "not recorded" | "not checked";
  /** What is the matter, and what to do. */
  readonly problem?: string;
}

/**
 * Looks at all files of a run: each can be read, is as it was recorded, and is of the same weights and data as the others.
 * @param dataset the one that it was trained on, as it is now; without it, the data are not looked at
 */
export async function checkRun(
  folder: RunFolder,
  dataset?: Dataset<Samples> | HourglassError,
): Promise<readonly Checked[]> {
  const summary = await attempt(() => readSummary(folder));
  const recorded = await attempt(() => folder.readChecksums());
  const checks = new Map<string, Checked>();
  // The gravest finding is told; of two that are as grave the later one, which looked closer.
  const note = (check: Checked): void => {
    const before = checks.get(check.what);
    if (before === undefined || gravity(check) >= gravity(before)) checks.set(check.what, check);
  };
  for (const check of await compareChecksums(folder, recorded)) note(check);
  if (summary instanceof HourglassError) note(wrong(runFiles.summary, summary));
  else if (summary === undefined)
    note({ what: runFiles.summary, status: "missing", problem: "the folder holds no run" });
  else for (const check of await checkParts(folder, summary, dataset)) note(check);
  return [...checks.values()];
}

const gravity = ({ status }: Checked): number =>
  ["not checked", "not recorded", "right", "missing", "wrong"].indexOf(status);

/** A part that cannot be read, or does not fit. */
export function wrong(what: string, { message }: HourglassError): Checked {
  return { what, status: "wrong", problem: message };
}

/** A value, or the refusal that stood in its place. */
export async function attempt<T>(read: () => Promise<T>): Promise<T | HourglassError> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof HourglassError) return error;
    throw error;
  }
}

/** Whether files are as they were when their checksums were recorded. */
export async function compareChecksums(
  folder: RunFolder,
  recorded: Checksums | undefined | HourglassError,
): Promise<readonly Checked[]> {
  if (recorded instanceof HourglassError) return [wrong(checksumsFile, recorded)];
  const checks: Checked[] = [];
  for (const [what, expected] of recorded ?? []) {
    const bytes = await folder.read(what).catch((error: HourglassError) => error);
    if (bytes instanceof HourglassError) {
      checks.push(wrong(what, bytes));
      continue;
    }
    const found = bytes === undefined ? undefined : sha256(bytes);
    if (found === expected) checks.push({ what, status: "right" });
    else if (found === undefined)
      checks.push({ what, status: "missing", problem: `it was recorded in ${checksumsFile}` });
    else {
      const problem = `expected SHA-256 ${expected}, as it was recorded, found ${found}`;
      checks.push({ what, status: "wrong", problem });
    }
  }
  return checks;
}

/** What is looked at when a run is checked. */
interface RunParts {
  readonly folder: RunFolder;
  readonly summary: RunSummary;
  /** `undefined` of a run that was stored before it was recorded. */
  readonly provenance: Provenance | undefined;
}

async function checkParts(
  folder: RunFolder,
  summary: RunSummary,
  dataset: Dataset<Samples> | HourglassError | undefined,
): Promise<readonly Checked[]> {
  const parts: RunParts = { folder, summary, provenance: provenanceOf(summary) };
  const checks: Checked[] = [{ what: runFiles.summary, status: "not recorded" }];
  if (summary.status === "done") {
    for (const what of finishedFiles) {
      if (await folder.has(what)) continue;
      checks.push({ what, status: "missing", problem: `${resumeCommand(folder.path)} writes it anew` });
    }
    checks.push(...(await checkWeights(parts)));
    for (const what of [runFiles.encoder, runFiles.decoder, runFiles.autoencoder]) {
      checks.push(...(await checkProgram(parts, what)));
    }
  }
  checks.push(...(await checkCheckpoint(parts)));
  checks.push(...(await checkMade(parts)));
  checks.push(checkData(summary, dataset));
  return checks;
}

async function checkWeights({ folder, summary }: RunParts): Promise<readonly Checked[]> {
  const what = runFiles.weights;
  return checkFile(folder, what, (bytes) => {
    decodeWeights(modelOfRun(summary), bytes, join(folder.path, what));
    if (summary.weights === undefined) return "not recorded";
    const found = sha256(bytes);
    if (found === summary.weights) return "right";
    throw new HourglassError(
      `expected SHA-256 ${summary.weights}, as ${runFiles.summary} has, found ${found}`,
    );
  });
}

async function checkProgram({ folder, provenance }: RunParts, what: string): Promise<readonly Checked[]> {
  return checkFile(folder, what, (bytes) => {
    const facts = programFacts(bytes, join(folder.path, what));
    if (facts === undefined || provenance === undefined) return "not recorded";
    const problem = provenanceProblem(facts, provenance);
    if (problem === undefined) return "right";
    throw new HourglassError(`${problem}; ${resumeCommand(folder.path)} writes it anew`);
  });
}

/** Of which weights and data an ONNX file says that it is. */
export function programFacts(bytes: Uint8Array, file: string): Provenance | undefined {
  let properties: readonly { readonly key: string; readonly value: string }[];
  try {
    properties = fromBinary(ModelProtoSchema, bytes).metadataProps;
  } catch (error) {
    throw new HourglassError(`${file} is no ONNX file: ${(error as Error).message}`, { cause: error });
  }
  const { weights_sha256: weights, data_sha256: data } = Object.fromEntries(
    properties.map(({ key, value }) => [key, value]),
  );
  return weights === undefined || data === undefined ? undefined : { weights, data };
}

/** The checkpoint, and the epochs that it and metrics.jsonl tell of. */
async function checkCheckpoint({ folder, summary }: RunParts): Promise<readonly Checked[]> {
  const history = await attempt(() => readHistory(folder));
  let checkpointHistory: readonly EpochRecord[] | undefined;
  const checks = await checkFile(folder, runFiles.checkpoint, (bytes) => {
    const file = join(folder.path, runFiles.checkpoint);
    const { state, facts } = readCheckpoint(
      modelOfRun(summary),
      trainingOptions(summary.settings).optimizer,
      bytes,
      file,
    );
    checkpointHistory = state.history;
    const expected = identitiesOfRun(summary);
    if (facts.training === undefined || expected === undefined) return "not recorded";
    if (expected.includes(facts.training)) return facts.hasChecksum ? "right" : "not recorded";
    throw new HourglassError("it is the checkpoint of another training");
  });
  const what = runFiles.metrics;
  if (history instanceof HourglassError) return [...checks, wrong(what, history)];
  if (!(await folder.has(what))) return checks;
  // A process that was killed may have saved a state and not its line; it is written again on resuming.
  const isWhole = summary.status === "done" || summary.status === "interrupted";
  const agrees =
    checkpointHistory === undefined || JSON.stringify(checkpointHistory) === JSON.stringify(history);
  const isCounted = !isWhole || history.length === summary.epochs.run;
  if (agrees && isCounted) return [...checks, { what, status: "not recorded" }];
  if (!isWhole) return [...checks, { what, status: "not checked", problem: "the run was not ended" }];
  const problem = isCounted
    ? `its epochs are not those of ${runFiles.checkpoint}`
    : `expected ${counted(summary.epochs.run, "epoch")}, as ${runFiles.summary} has, found ${history.length}`;
  return [
    ...checks,
    { what, status: "wrong", problem: `${problem}; ${resumeCommand(folder.path)} writes it anew` },
  ];
}

/** What was made of the model: measures, numbers, report. */
async function checkMade({ folder, provenance }: RunParts): Promise<readonly Checked[]> {
  const path = shellWord(folder.path);
  const made: readonly (readonly [
    what: string,
    read: () => Promise<Provenance | undefined>,
    command: string,
  ])[] = [
    [
      runFiles.measures,
      async () => (await readStoredMeasures(folder))?.provenance,
      `hourglass evaluate ${path}`,
    ],
    [runFiles.evaluation, async () => (await readEvaluation(folder))?.provenance, `hourglass report ${path}`],
    [runFiles.report, () => reportFacts(folder), `hourglass report ${path}`],
    ...classifiers.kinds.map(
      ({ file, read, command }) =>
        [file, async () => (await read(folder))?.provenance, command(path)] as const,
    ),
  ];
  const checks: Checked[] = [];
  for (const [what, read, command] of made) {
    if (!(await folder.has(what))) continue;
    const found = await attempt(read);
    if (found instanceof HourglassError) checks.push(wrong(what, found));
    else if (found === undefined || provenance === undefined) checks.push({ what, status: "not recorded" });
    else {
      const problem = provenanceProblem(found, provenance);
      checks.push(
        problem === undefined
          ? { what, status: "right" }
          : { what, status: "wrong", problem: `${problem}; ${command} writes it anew` },
      );
    }
  }
  return checks;
}

/** Of which weights and data a report says that it is. */
async function reportFacts({ path }: RunFolder): Promise<Provenance | undefined> {
  const html = await readFile(join(path, runFiles.report), "utf8");
  const [weights, data] = ["weights", "data"].map(
    (name) => new RegExp(`<meta name="hourglass:${name}" content="([0-9a-f]{64})"`).exec(html)?.[1],
  );
  return weights === undefined || data === undefined ? undefined : { weights, data };
}

/** Whether the data are those that something was trained on. */
export function checkData(
  summary: Pick<RunSummary, "settings" | "dataset">,
  dataset: Dataset<Samples> | HourglassError | undefined,
): Checked {
  const what = "data";
  if (dataset === undefined) return { what, status: "not checked" };
  if (dataset instanceof CorruptFileError) return wrong(what, dataset);
  if (dataset instanceof HourglassError) return { what, status: "missing", problem: dataset.message };
  const differences = dataDifferences(asTrainedOn(dataset, summary), summary.dataset);
  if (differences.length === 0) return { what, status: "right" };
  return {
    what,
    status: "wrong",
    problem: `${differences.join("; ")}; name the data as they were with --dataset`,
  };
}

/** Reads a file, if it is there, and says what `look` found; what that refuses is wrong. */
async function checkFile(
  folder: RunFolder,
  what: string,
  look: (bytes: Uint8Array) => Checked["status"],
): Promise<readonly Checked[]> {
  const status = await attempt(async () => {
    const bytes = await folder.read(what);
    return bytes === undefined ? undefined : look(bytes);
  });
  if (status === undefined) return [];
  return [status instanceof HourglassError ? wrong(what, status) : { what, status }];
}
