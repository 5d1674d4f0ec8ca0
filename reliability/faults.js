// npm run faults [-- --every N] [--only NAME,...]: lets the file system fail at every N-th of the calls that a command makes, one
// at a time, and looks whether the command ends in words and can be finished to the same bits.
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import {
  checksums,
  clear,
  hourglass,
  problemsAfter,
  problemsOfEnd,
  subjects,
  writeInputs,
} from "./commands.js";

const codes = ["EIO", "ENOSPC", "EMFILE", "EACCES"];
const preload = new URL("./faulty-file-system.js", import.meta.url).href;

const { values } = parseArgs({
  options: {
    every: { type: "string", default: "1" },
    only: { type: "string" },
    from: { type: "string", default: "1" },
  },
});
const every = Number(values.every);
const chosen = subjects.filter(
  ({ name }) => values.only === undefined || values.only.split(",").includes(name),
);

let tried = 0;
let failed = 0;
for (const subject of chosen) failed += await tryAll(subject);
console.log(`${tried} faults, ${failed} with a problem`);
process.exitCode = failed === 0 ? 0 : 1;

/** @param {import("./commands.js").Subject} subject */
async function tryAll(subject) {
  const folder = await mkdtemp(join(tmpdir(), "hourglass-faults-"));
  try {
    await writeInputs(folder);
    if (subject.before !== undefined) await hourglass(folder, subject.before);
    const whole = await mkdtemp(join(tmpdir(), "hourglass-faults-"));
    await cp(folder, whole, { recursive: true });
    const counted = await withFault(whole, subject, { count: join(whole, "count") });
    if (counted.code !== 0) throw new Error(`${subject.name} fails without a fault: ${counted.stderr}`);
    const calls = Number(await readFile(join(whole, "count"), "utf8"));
    const expected = await checksums(whole, subject.same);
    await rm(whole, { recursive: true });
    console.log(`${subject.name}: ${calls} calls to the file system`);
    let problems = 0;
    for (let call = Number(values.from); call <= calls; call += every) {
      const code = codes[(tried / 1) % codes.length];
      tried++;
      const place = await mkdtemp(join(tmpdir(), "hourglass-faults-"));
      await cp(folder, place, { recursive: true });
      const ended = await withFault(place, subject, { call, code });
      const found = [...problemsOfEnd(ended), ...(await problemsAfter(subject, place, expected))];
      if (found.length > 0) problems++;
      for (const problem of found) console.log(`${subject.name}, ${code} at call ${call}: ${problem}`);
      await rm(place, { recursive: true, force: true });
    }
    await clear(subject, folder);
    return problems;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @param {string} folder @param {import("./commands.js").Subject} subject @param {object} fault */
function withFault(folder, subject, fault) {
  const env = { HOURGLASS_FAULT: JSON.stringify({ root: resolve(folder), ...fault }) };
  return hourglass(folder, subject.words(folder), ["--import", preload], env);
}
