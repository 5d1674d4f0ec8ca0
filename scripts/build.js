// Compiles src/ to dist/: plain ES modules with declarations, one file for one file.
import { execFileSync } from "node:child_process";
import { chmodSync, rmSync } from "node:fs";

rmSync("dist", { recursive: true, force: true });
execFileSync("npx", ["--no-install", "tsc", "--project", "tsconfig.build.json"], {
  stdio: "inherit",
  shell: process.platform === "win32",
});
chmodSync("dist/cli/main.js", 0o755);
