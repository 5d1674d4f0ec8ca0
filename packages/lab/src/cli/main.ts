// First what tells errors, so that one of loading the program is told as well; one after the other, as there may be few file
// handles.
const { exitWhenWritten, say, watchOutput } = await import("./terminal/terminal.ts");
const { explainError } = await import("./terminal/explain-error.ts");

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

export {};
