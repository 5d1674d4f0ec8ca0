// Builds where a file in src/ was changed, added or removed since the last build.
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

// Folders count as well: they are changed when a file in them is removed.
const builtAt = statSync("dist/index.js", { throwIfNoEntry: false })?.mtimeMs ?? 0;
const isCurrent = readdirSync("src", { recursive: true, encoding: "utf8" }).every(
  (path) => statSync(join("src", path)).mtimeMs < builtAt,
);
if (!isCurrent) await import("./build.js");
