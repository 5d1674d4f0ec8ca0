import { UsageError } from "hourglass-core/internal/errors.ts";
import type { OpenOptions } from "../options/shared-options.ts";
import type { KnownOptions } from "../runs/known-samples.ts";

/** Options of `hourglass detect score`. */
export interface ScoreOptions extends KnownOptions, OpenOptions {
  readonly out?: string;
  readonly follow?: boolean;
  readonly json?: boolean;
}

/** @throws UsageError where options do not go together */
export function requireScoreOptions(places: readonly string[], options: ScoreOptions): void {
  if (options.follow !== true) {
    if (options.out === undefined) {
      throw new UsageError(
        "--out: name the file of the scores, such as scores.csv; or read lines from standard input with --follow",
      );
    }
    if (places.length === 0) {
      throw new UsageError("NEW: name the samples to score, or read lines from standard input with --follow");
    }
    return;
  }
  if (places.length > 0) {
    throw new UsageError(`--follow: lines are read from standard input: leave out ${places[0]}, or --follow`);
  }
  for (const name of ["out", "part", "labels", "labelColumn", "json", "open"] as const) {
    if (options[name] === undefined) continue;
    const option = name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    throw new UsageError(
      `--${option}: with --follow what is found goes to standard output, a line each: leave it out`,
    );
  }
}
