// npm run faults [-- --every N] [--disks N] [--only NAME,...] [--record]: lets the file system fail while commands run, and looks whether they end in words
// and can be finished to the same bits: every N-th of the calls that a command makes, one at a time; reads and writes that take
// half of what they are asked for; and, for root on Linux, disks on which there is too little room.
import { execFileSync } from "node:child_process";
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { checksums, hourglass, problemsAfter, problemsOfEnd, subjects, writeInputs } from "./commands.js";
import { createProgress } from "./progress.js";
import { record } from "./results.js";

const codes = ["EIO", "ENOSPC", "EMFILE", "EACCES"];
const preload = new URL("./faulty-file-system.js", import.meta.url).href;
const { values } = parseArgs({
  options: {
    every: { type: "string", default: "1" },
    only: { type: "string" },
    disks: { type: "string", default: "12" },
    record: { type: "boolean", default: false },
  },
});
const every = Number(values.every);
/** Of them, spread between none and what a command needs. */
const diskSizes = Number(values.disks);
const chosen = subjects.filter(
  ({ name }) => values.only === undefined || values.only.split(",").includes(name),
);
const canMount = process.platform === "linux" && process.getuid?.() === 0 && isMountable();

const results = [];
for (const subject of chosen) results.push(await tryAll(subject));
const total = (/** @type {(one: typeof results[0]) => number} */ of) =>
  results.reduce((sum, one) => sum + of(one), 0);
console.log(
  `${total(({ faults }) => faults)} faults, ${total(({ short }) => short)} commands with short reads and writes, ` +
    `${total(({ disks }) => disks)} small disks: ${total(({ problems }) => problems)} with a problem`,
);
if (values.record) await record("faults", { every, commands: results });
process.exitCode = total(({ problems }) => problems) === 0 ? 0 : 1;

/** @param {import("./commands.js").Subject} subject */
async function tryAll(subject) {
  const { name, same } = subject;
  const folder = await newFolder();
  try {
    await writeInputs(folder);
    if (subject.before !== undefined) await hourglass(folder, subject.before);
    const whole = await copyOf(folder);
    const counted = await withFault(whole, subject, { count: join(whole, "count") });
    if (counted.code !== 0) throw new Error(`${name} fails without a fault: ${counted.stderr}`);
    const calls = Number(await readFile(join(whole, "count"), "utf8"));
    const expected = await checksums(whole, same);
    const bytes = Number(execFileSync("du", ["-sk", whole], { encoding: "utf8" }).split("\t")[0]) * 1024;
    await rm(whole, { recursive: true });

    let problems = 0;
    const tell = (/** @type {string} */ what, /** @type {readonly string[]} */ found) => {
      if (found.length > 0) problems++;
      for (const problem of found) console.log(`${name}, ${what}: ${problem}`);
    };
    let faults = 0;
    const step = createProgress(`${name}, calls`, Math.ceil(calls / every));
    for (let call = 1; call <= calls; call += every) {
      const code = codes[faults++ % codes.length];
      const place = await copyOf(folder);
      const ended = await withFault(place, subject, { call, code });
      tell(`${code} at call ${call}`, [
        ...problemsOfEnd(ended),
        ...(await problemsAfter(subject, place, expected)),
      ]);
      await rm(place, { recursive: true, force: true });
      step();
    }

    const place = await copyOf(folder);
    const ended = await withFault(place, subject, { short: true });
    const found = await checksums(place, same);
    tell("short reads and writes", [
      ...(ended.code === 0 ? [] : [`it ended with ${ended.code}: ${ended.stderr}`]),
      ...same.filter((file) => found[file] !== expected[file]).map((file) => `${file} has other content`),
    ]);
    await rm(place, { recursive: true, force: true });

    const sizes = canMount
      ? Array.from({ length: diskSizes }, (_, at) => ((at + 1) / diskSizes) * bytes)
      : [];
    let full = 0;
    for (const size of sizes) {
      const { code, found } = await onDisk(subject, folder, size, expected);
      if (code !== 0) full++;
      tell(`a disk of ${Math.round(size / 1024)} KB`, found);
    }
    console.log(
      `${name}: ${faults} of ${calls} calls, ${sizes.length} disks (${full} too small): ${problems} with a problem`,
    );
    return { name, calls, faults, short: 1, disks: sizes.length, full, problems };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Runs a command where there is little room, makes room, and finishes it.
 * @param {import("./commands.js").Subject} subject
 * @param {string} folder
 * @param {number} size in bytes
 * @param {Readonly<Record<string, string>>} expected
 */
async function onDisk(subject, folder, size, expected) {
  const place = await newFolder();
  const mount = (/** @type {string} */ options) =>
    execFileSync("mount", ["-t", "tmpfs", "-o", options, "tmpfs", place]);
  // What the command needs before it begins has room.
  const before = Number(execFileSync("du", ["-sk", folder], { encoding: "utf8" }).split("\t")[0]) * 1024;
  mount(`size=${Math.ceil(Math.max(before + 4096, size))}`);
  try {
    await cp(folder, place, { recursive: true });
    const ended = await hourglass(place, subject.words(place));
    mount("remount,size=256m");
    const found = [...problemsOfEnd(ended), ...(await problemsAfter(subject, place, expected))];
    return { code: ended.code, found };
  } finally {
    execFileSync("umount", ["-l", place]);
    await rm(place, { recursive: true, force: true });
  }
}

/** Whether this process may mount: in a container root often may not. */
function isMountable() {
  try {
    execFileSync("unshare", ["-m", "true"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** @param {string} folder @param {import("./commands.js").Subject} subject @param {object} fault */
function withFault(folder, subject, fault) {
  const env = { HOURGLASS_FAULT: JSON.stringify({ root: resolve(folder), ...fault }) };
  return hourglass(folder, subject.words(folder), ["--import", preload], env);
}

function newFolder() {
  return mkdtemp(join(tmpdir(), "hourglass-faults-"));
}

/** @param {string} folder */
async function copyOf(folder) {
  const place = await newFolder();
  await cp(folder, place, { recursive: true });
  return place;
}
