// Builds where a source of the packages was changed, added or removed since the last build:
//   node scripts/build-when-changed.js [PACKAGE...]     looks at the sources of these; of all packages unless named
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { buildAlone } from "./build-alone.js";

const folders = { core: "packages/core/src", lab: "packages/lab/src", studio: "packages/studio" };
const named = process.argv.slice(2);
const looked = Object.entries(folders).flatMap(([name, folder]) =>
  named.length === 0 || named.includes(name) ? [folder] : [],
);

await buildAlone(() => {
  // The page comes last.
  const isBuilt = existsSync("packages/lab/dist/studio/index.html");
  const builtAt = isBuilt ? statSync("packages/lab/dist/index.js").mtimeMs : 0;
  // Folders count as well: they are changed when a file in them is removed.
  const isCurrent = (folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).every(
      (path) => statSync(join(folder, path)).mtimeMs < builtAt,
    );
  return !looked.every(isCurrent);
});
