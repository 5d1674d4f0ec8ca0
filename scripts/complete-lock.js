// Adds to package-lock.json the optional packages for other platforms that the registry in use could not show.
// Without them `npm ci` takes the lock to be out of step with package.json. Run after a change of dependencies.
import { readFileSync, writeFileSync } from "node:fs";

const lock = JSON.parse(readFileSync("package-lock.json", "utf8"));
const systems = { android: "android", darwin: "darwin", linux: "linux", win32: "win32", windows: "win32" };

for (const [path, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const known = [`node_modules/${name}`, `${path}/node_modules/${name}`].some(
      (place) => place in lock.packages,
    );
    const words = name.split("/").at(-1).split("-");
    const system = words.map((word) => systems[word]).find((word) => word !== undefined);
    const processor = words.find((word) => ["arm64", "x64", "arm", "ia32"].includes(word));
    if (known || system === undefined || processor === undefined) continue;
    lock.packages[`node_modules/${name}`] = {
      version,
      cpu: [processor],
      ...(entry.dev ? { dev: true } : {}),
      ...(words.includes("musl") ? { libc: ["musl"] } : {}),
      optional: true,
      os: [system],
    };
    process.stdout.write(`added ${name}@${version}\n`);
  }
}
const sorted = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync("package-lock.json", `${JSON.stringify({ ...lock, packages: sorted }, null, 2)}\n`);
