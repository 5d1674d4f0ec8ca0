// Builds the packages in the order in which they need one another: core and lab are compiled to dist/ (plain ES modules with
// declarations, one file for one file), then the page is bundled into lab's, as a static site.
import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { build } from "vite";

const compiler = "node_modules/typescript/bin/tsc";
for (const name of ["core", "lab"]) {
  rmSync(`packages/${name}/dist`, { recursive: true, force: true });
  execFileSync(process.execPath, [compiler, "--project", `packages/${name}`], { stdio: "inherit" });
}
await build({ configFile: "packages/studio/vite.config.ts", logLevel: "warn" });
