import { HourglassError } from "hourglass-core/internal/errors.ts";
import { loadDataset } from "../../data/load.ts";
import type { OpenOptions } from "../options/shared-options.ts";
import { createProgressFormat } from "../terminal/data-progress.ts";
import { createProgressLine, type ProgressLine } from "../terminal/progress.ts";
import { say } from "../terminal/terminal.ts";
import { executeStudy } from "./execute-study.ts";

export interface DemoOptions extends OpenOptions {
  readonly out?: string;
  readonly dataDir?: string;
}

/** A machine without a network should not wait long to learn it. */
const firstByteSeconds = 10;
/** MNIST has 12 MB: slower than this, the built-in digits are the better first minute. */
const downloadSeconds = 40;

/** Compares seven autoencoders on MNIST, or on the built-in digits where MNIST cannot be had. */
export async function runDemo(options: DemoOptions): Promise<void> {
  const line = createProgressLine(process.stderr);
  const { dataset, note } = await mnistOrDigits(options.dataDir, line);
  line.done();
  if (note !== undefined) say(note);
  await executeStudy("first-look", {
    ...options,
    data: dataset,
    next: {
      command: `train --dataset ${dataset} --model deep --epochs 15 --open`,
      purpose: "train one of them for longer, on all images",
    },
  });
}

async function mnistOrDigits(
  dataDir: string | undefined,
  line: ProgressLine,
): Promise<{ readonly dataset: string; readonly note?: string }> {
  const format = createProgressFormat();
  const patience = new AbortController();
  const give = (seconds: number, reason: string): NodeJS.Timeout =>
    setTimeout(() => patience.abort(new HourglassError(reason)), 1000 * seconds);
  let timer = give(firstByteSeconds, `no mirror answered within ${firstByteSeconds} s`);
  let answered = false;
  const options = { dataDir, onNotice: line.print };
  try {
    await loadDataset("mnist", {
      ...options,
      download: true,
      signal: patience.signal,
      onProgress: (progress) => {
        line.update(format(progress));
        if (answered || progress.done === 0) return;
        answered = true;
        clearTimeout(timer);
        timer = give(downloadSeconds, `the download took more than ${downloadSeconds} s`);
      },
    });
    return { dataset: "mnist" };
  } catch (error) {
    if (!(error instanceof HourglassError)) throw error;
    const message = patience.signal.aborted ? (patience.signal.reason as Error).message : error.message;
    const reason = message.split("\n")[0];
    return {
      dataset: "digits",
      note: `MNIST is not in the cache and could not be downloaded (${reason}). The built-in digits stand in for it.`,
    };
  } finally {
    clearTimeout(timer);
  }
}
