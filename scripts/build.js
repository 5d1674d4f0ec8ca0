// Compiles src/ to dist/: plain ES modules with declarations, one file for one file; and bundles studio/ to dist/studio/: a
// static site.
import { execFileSync } from "node:child_process";
import { chmodSync, rmSync } from "node:fs";
import { build } from "vite";

rmSync("dist", { recursive: true, force: true });
execFileSync("npx", ["--no-install", "tsc", "--project", "tsconfig.build.json"], {
  stdio: "inherit",
  shell: process.platform === "win32",
});
chmodSync("dist/cli/main.js", 0o755);
await build({ configFile: "studio/vite.config.ts", logLevel: "warn" });
