import { explainError } from "./explain-error.ts";
import { exitWhenWritten, say, watchOutput } from "./terminal.ts";

// The whole of what must be loaded before an error can be told, also one of loading the program.

watchOutput();
process.on("uncaughtException", (error) => {
  fail(error);
  exitWhenWritten(Number(process.exitCode));
});
try {
  const { runProgram } = await import("./program.ts");
  await runProgram();
} catch (error) {
  fail(error);
}

/** Says what went wrong, and what the process will tell the shell. */
function fail(error: unknown): void {
  const { text, exitCode } = explainError(error, process.argv.includes("--debug"));
  if (text !== "") say(text);
  process.exitCode = exitCode;
}
