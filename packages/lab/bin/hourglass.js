#!/usr/bin/env node
// The command. A checkout has it before it is built, the package always is.
import { existsSync } from "node:fs";

const program = new URL("../dist/cli/main.js", import.meta.url);
if (existsSync(program)) {
  await import(program.href);
} else {
  process.stderr.write("error: hourglass is not built yet: run `npm run build` in its folder once\n");
  process.exitCode = 1;
}
