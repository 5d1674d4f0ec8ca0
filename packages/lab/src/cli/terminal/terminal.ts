import { visible } from "hourglass-core/internal/visible.ts";
import { exitCodes } from "./exit-codes.ts";

// All that the command says goes through here: what a terminal would obey is shown. In JSON that is an escape like any other.

/** Says a result, on stdout. */
export function print(text: string): void {
  process.stdout.write(`${visible(text, "lines")}\n`);
}

/**
 * Says a part of a result, on stdout, and waits until it is written: what comes without end must not pile up.
 * @returns whether anybody is there to read on
 */
export function printPart(text: string): Promise<boolean> {
  return new Promise((resolve) => {
    process.stdout.write(visible(text, "lines"), (error) => resolve(error === null || error === undefined));
  });
}

/** Says something about the work, on stderr. */
export function say(text: string): void {
  process.stderr.write(`${visible(text, "lines")}\n`);
}

/** Prints a result as JSON. */
export function printJson(value: unknown, indent = 2): void {
  print(JSON.stringify(value, undefined, indent));
}

/** Prints the content of a text file as it is, which ends its last line. */
export function printContent(content: string | Uint8Array): void {
  process.stdout.write(content);
}

/** What the parser of the command line says: help, and what was asked for wrongly, whatever is in it. */
export const parserOutput = {
  writeOut: (text: string): unknown => process.stdout.write(visible(text, "lines")),
  writeErr: (text: string): unknown => process.stderr.write(visible(text, "lines")),
};

/** Ends the process when all that was said has been written. */
export function exitWhenWritten(exitCode: number): void {
  process.stdout.write("", () => process.stderr.write("", () => process.exit(exitCode)));
}

/**
 * Makes the process tell it where its output cannot be written, and end with an exit code that says so: a result that is not
 * there is none. A reader that has gone (`hourglass ... | head`) has seen enough, and is no reason to stop training.
 */
export function watchOutput(): void {
  let hasFailed = false;
  for (const [name, stream] of Object.entries({ stdout: process.stdout, stderr: process.stderr })) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EPIPE" || hasFailed) return;
      hasFailed = true;
      if (name === "stdout") say(`error: ${outputWords(error)}`);
    });
  }
  process.on("exit", (exitCode) => {
    if (hasFailed && exitCode === exitCodes.done) process.exitCode = exitCodes.failed;
  });
}

function outputWords({ code, message }: NodeJS.ErrnoException): string {
  const why = code === "ENOSPC" ? "the disk is full (ENOSPC); free some space, and try again" : message;
  return `the output cannot be written: ${why}`;
}
