import { visible } from "hourglass-core/internal/visible.ts";

/** A line of text about work that goes on. */
export interface ProgressLine {
  /** Says how things stand; calls that come too soon after one another leave no trace. */
  update(text: string): void;
  /** Says something that is to stay, on a line of its own; the line of progress goes on below it. */
  print(text: string): void;
  /** Ends the line of progress with a last word that always appears, or with none. */
  done(text?: string): void;
}

/** What a progress line needs of a stream: `process.stderr` has it. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Fast enough to look alive, slow enough not to cost time. */
const terminalIntervalSeconds = 0.1;
/** Rare enough for a log. */
const logIntervalSeconds = 5;

const eraseToEndOfLine = "\x1b[K";

/**
 * A line of progress: rewritten in place on a terminal, and elsewhere a whole line every five seconds.
 * @param now the time in seconds; a test gives its own
 */
export function createProgressLine(
  stream: ProgressStream,
  now: () => number = () => performance.now() / 1000,
): ProgressLine {
  const terminal = stream.isTTY === true;
  const interval = terminal ? terminalIntervalSeconds : logIntervalSeconds;
  let shown = "";
  let next = Number.NEGATIVE_INFINITY;

  const show = (text: string): void => {
    // A line that wraps cannot be rewritten.
    const fitting = text.slice(0, Math.max(1, (stream.columns ?? 80) - 1));
    stream.write(`\r${fitting}${eraseToEndOfLine}`);
    shown = fitting;
  };
  const erase = (): void => {
    if (shown !== "") stream.write(`\r${eraseToEndOfLine}`);
    shown = "";
  };
  return {
    update(text) {
      if (now() < next) return;
      next = now() + interval;
      if (terminal) show(visible(text));
      else stream.write(`${visible(text)}\n`);
    },
    print(text) {
      const below = shown;
      erase();
      stream.write(`${visible(text, "lines")}\n`);
      if (below !== "") show(below);
    },
    done(text) {
      erase();
      if (text !== undefined) stream.write(`${visible(text, "lines")}\n`);
      next = Number.NEGATIVE_INFINITY;
    },
  };
}

/** A length of time in words: `8 s`, `3 min 05 s`, `2 h 10 min`. */
export function formatSeconds(seconds: number): string {
  const whole = Math.round(seconds);
  const twoDigits = (value: number): string => String(value).padStart(2, "0");
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${twoDigits(whole % 60)} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${twoDigits(minutes % 60)} min`;
}

/** A number of bytes in megabytes of 10^6: `11.5 MB`. */
export function formatMegabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

/** A whole number with separators: `60,000`. */
export function formatCount(count: number): string {
  return count.toLocaleString("en-US");
}
