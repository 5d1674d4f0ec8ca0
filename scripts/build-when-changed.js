// Builds where a source of the packages was changed, added or removed since the last build.
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

const builtAt = statSync("packages/lab/dist/index.js", { throwIfNoEntry: false })?.mtimeMs ?? 0;
// Folders count as well: they are changed when a file in them is removed.
const isCurrent = (folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" }).every(
    (path) => statSync(join(folder, path)).mtimeMs < builtAt,
  );
if (!["packages/core/src", "packages/lab/src"].every(isCurrent)) await import("./build.js");
