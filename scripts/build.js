// Compiles src/ to dist/: plain ES modules with declarations, one file for one file; and bundles studio/ to dist/studio/: a
// static site.
import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { build } from "vite";

rmSync("dist", { recursive: true, force: true });
const compiler = "node_modules/typescript/bin/tsc";
execFileSync(process.execPath, [compiler, "--project", "tsconfig.build.json"], { stdio: "inherit" });
await build({ configFile: "packages/studio/vite.config.ts", logLevel: "warn" });
