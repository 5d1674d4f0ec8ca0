import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { EpochRecord } from "hourglass-core/internal/training/epoch.ts";
import type { RunSummary } from "hourglass-lab/internal/run/files/summary.ts";
import { type CommandOptions, startCommand } from "./command.ts";

/** run.json in a folder, `undefined` where there is none. */
export async function readRunJson(folder: string): Promise<RunSummary | undefined> {
  const text = await readFile(join(folder, "run.json"), "utf8").catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as RunSummary);
}

/** Whether a run has all its results but the report. */
export async function isDone(folder: string): Promise<boolean> {
  return (await readRunJson(folder))?.status === "done";
}

/**
 * Trains into `out` until the weights, the programs and the errors are there, and ends the process before it draws its
 * report, which takes longer than a small training. Returns the seconds since its start.
 */
export async function trainWithoutReport(
  words: readonly string[],
  out: string,
  options: CommandOptions,
): Promise<number> {
  const started = performance.now();
  const command = startCommand(["train", ...words, "--out", out], options);
  let ended = false;
  void command.finished.then(() => {
    ended = true;
  });
  while (!(await isDone(out))) {
    if (ended) throw new Error(`training ended too soon: ${(await command.finished).stderr}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const seconds = (performance.now() - started) / 1000;
  await command.end("SIGKILL");
  return seconds;
}

/** What metrics.jsonl says of every epoch, but for how long it took. */
export async function readLosses(folder: string): Promise<readonly Partial<EpochRecord>[]> {
  const text = await readFile(join(folder, "metrics.jsonl"), "utf8");
  return text
    .trimEnd()
    .split("\n")
    .map((line) => {
      const { epoch, trainingLoss, validationLoss } = JSON.parse(line) as EpochRecord;
      return { epoch, trainingLoss, ...(validationLoss === undefined ? {} : { validationLoss }) };
    });
}
