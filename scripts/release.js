// Publishes core, then lab: npm run release -- --dry-run. It refuses while package.json says placeholders of where the project is.
// The packages are private in the checkout, so that nothing is published by another way.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { packageNames, withStaged } from "./package.js";

/** What tells people where the project is. */
const addresses = ["repository", "homepage", "bugs"];

/** Addresses that lead nowhere, by RFC 2606. @param {unknown} value */
const isPlaceholder = (value) => value === undefined || /\.(?:invalid|example)\b/.test(JSON.stringify(value));

const found = packageNames.flatMap((name) => {
  const file = `packages/${name}/package.json`;
  const manifest = JSON.parse(readFileSync(file, "utf8"));
  return addresses
    .filter((field) => isPlaceholder(manifest[field]))
    .map(
      (field) =>
        `${file}: ${field}: expected the project's address, found ${JSON.stringify(manifest[field])}`,
    );
});
if (found.length > 0) {
  process.stderr.write(`error: not published, since nobody would find the project:\n${found.join("\n")}\n`);
  process.exit(1);
}
for (const name of packageNames) {
  withStaged(name, (cwd) =>
    execFileSync("npm", ["publish", "--ignore-scripts", ...process.argv.slice(2)], { cwd, stdio: "inherit" }),
  );
}
