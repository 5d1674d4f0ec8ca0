import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The built command line; `npm test` builds it first. */
export const commandPath: string = fileURLToPath(
  new URL("../../packages/lab/dist/cli/main.js", import.meta.url),
);

/** How a process ended and what it had to say. */
export interface Finished {
  /** Its exit code, `null` where a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A `hourglass` command that is running. */
export interface RunningCommand {
  readonly process: ChildProcess;
  readonly finished: Promise<Finished>;
  /** Resolves once stderr matches; rejects where the process ends without it. */
  stderrMatching(pattern: RegExp): Promise<void>;
  /** Sends a signal and waits for the end. */
  end(signal: NodeJS.Signals): Promise<Finished>;
}

export interface CommandOptions {
  /** The folder it runs in. */
  readonly cwd?: string;
  /** Where its data sets are. */
  readonly dataDir?: string;
  /** Variables of its environment, beside those of this process. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts `hourglass` with these words. */
export function startCommand(words: readonly string[], options: CommandOptions = {}): RunningCommand {
  if (!existsSync(commandPath)) throw new Error(`${commandPath} is missing: npm run build makes it`);
  const child = spawn(process.execPath, [commandPath, ...words], {
    stdio: ["ignore", "pipe", "pipe"],
    cwd: options.cwd,
    env: {
      ...process.env,
      ...(options.dataDir === undefined ? {} : { HOURGLASS_DATA: options.dataDir }),
      ...options.env,
    },
  });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const finished = once(child, "close").then(([code]) => ({ code: code as number | null, stdout, stderr }));
  return {
    process: child,
    finished,
    stderrMatching: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (pattern.test(stderr)) resolve();
        };
        child.stderr.on("data", look);
        finished.then(() => reject(new Error(`ended without ${pattern} on stderr:\n${stderr}`)), reject);
        look();
      }),
    end: (signal) => {
      child.kill(signal);
      return finished;
    },
  };
}

/** Runs `hourglass` with these words to its end. */
export function runCommand(words: readonly string[], options: CommandOptions = {}): Promise<Finished> {
  return startCommand(words, options).finished;
}
