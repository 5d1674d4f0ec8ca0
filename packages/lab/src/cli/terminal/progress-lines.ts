import { visible } from "hourglass-core/internal/visible.ts";
import type { ProgressStream } from "./progress.ts";

/** Several lines about work that goes on: one for the whole, others for its parts. */
export interface ProgressLines {
  /** Says how things stand; calls that come too soon after one another leave no trace. */
  update(whole: string, parts: readonly string[]): void;
  /** Says something that is to stay; the lines of progress go on below it. */
  print(text: string): void;
  /** Ends the lines of progress. */
  done(): void;
}

const terminalIntervalSeconds = 0.2;
const logIntervalSeconds = 5;

const eraseBelow = "\x1b[J";

/**
 * Lines of progress: rewritten in place on a terminal; elsewhere the line for the whole every five seconds.
 * @param now the time in seconds; a test gives its own
 */
export function createProgressLines(
  stream: ProgressStream & { readonly rows?: number },
  now: () => number = () => performance.now() / 1000,
): ProgressLines {
  const terminal = stream.isTTY === true;
  const interval = terminal ? terminalIntervalSeconds : logIntervalSeconds;
  let shown: readonly string[] = [];
  let next = Number.NEGATIVE_INFINITY;

  // The cursor rests below the last line.
  const erase = (): string => (shown.length === 0 ? "" : `\x1b[${shown.length}A\r${eraseBelow}`);
  const show = (lines: readonly string[]): void => {
    // A line that wraps, or has left the screen, cannot be rewritten; a terminal that does not know its size says 0.
    const width = Math.max(1, (stream.columns || 80) - 1);
    const fitting = lines
      .slice(0, Math.max(1, (stream.rows || 24) - 1))
      .map((line) => visible(line).slice(0, width));
    stream.write(erase() + fitting.map((line) => `${line}\n`).join(""));
    shown = fitting;
  };
  return {
    update(whole, parts) {
      if (now() < next) return;
      next = now() + interval;
      if (terminal) show([whole, ...parts.map((part) => `  ${part}`)]);
      else stream.write(`${visible(whole)}\n`);
    },
    print(text) {
      const below = shown;
      stream.write(`${erase()}${visible(text, "lines")}\n`);
      shown = [];
      if (below.length > 0) show(below);
    },
    done() {
      stream.write(erase());
      shown = [];
      next = Number.NEGATIVE_INFINITY;
    },
  };
}
