// npm run kills [-- --moments N] [--only NAME,...] [--seed N] [--record]: kills commands (SIGKILL, workers too) at N moments spread over the time
// that they take, finishes each, and looks whether it ends in the same bits.
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createRandom } from "hourglass-core/internal/random/random.ts";
import { checksums, hourglass, problemsAfter, startGroup, subjects, writeInputs } from "./commands.js";
import { createProgress } from "./progress.js";
import { record } from "./results.js";

const { values } = parseArgs({
  options: {
    moments: { type: "string", default: "200" },
    only: { type: "string", default: "train,study,anomaly,evaluate" },
    seed: { type: "string", default: "1" },
    record: { type: "boolean", default: false },
  },
});
const moments = Number(values.moments);
const chosen = subjects.filter(({ name }) => values.only.split(",").includes(name));
const random = createRandom(Number(values.seed), "kills");

const results = [];
let kills = 0;
for (const [index, subject] of chosen.entries()) {
  const share = Math.ceil((moments - kills) / (chosen.length - index));
  results.push(await killAll(subject, share));
  kills += share;
}
const problems = results.reduce((sum, one) => sum + one.problems, 0);
console.log(`${kills} kills, ${problems} with a problem`);
if (values.record) await record("kills", { seed: Number(values.seed), commands: results });
process.exitCode = problems === 0 ? 0 : 1;

/** @param {import("./commands.js").Subject} subject @param {number} count */
async function killAll(subject, count) {
  const folder = await mkdtemp(join(tmpdir(), "hourglass-kills-"));
  let problems = 0;
  let under = 0;
  try {
    await writeInputs(folder);
    if (subject.before !== undefined) await hourglass(folder, subject.before);
    const whole = await copyOf(folder);
    const started = performance.now();
    const { code, stderr } = await hourglass(whole, subject.words(whole));
    if (code !== 0) throw new Error(`${subject.name} fails without being killed: ${stderr}`);
    const milliseconds = performance.now() - started;
    const expected = await checksums(whole, subject.same);
    await rm(whole, { recursive: true });
    const step = createProgress(subject.name, count);
    for (let moment = 0; moment < count; moment++) {
      const place = await copyOf(folder);
      const group = startGroup(place, subject.words(place));
      // One in each part of the time, at random within it.
      const after = ((moment + random.uniform()) / count) * milliseconds;
      let over = false;
      void group.ended.then(() => {
        over = true;
      });
      await new Promise((resolve) => setTimeout(resolve, after));
      if (!over) under++;
      await group.kill();
      const found = await problemsAfter(subject, place, expected);
      if (found.length > 0) problems++;
      for (const problem of found)
        console.log(`${subject.name}, killed after ${Math.round(after)} ms: ${problem}`);
      await rm(place, { recursive: true, force: true });
      step();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  console.log(
    `${subject.name}: ${count} kills within ${(performance.now() / 1000).toFixed(0)} s, ${under} of them under way, ${problems} with a problem`,
  );
  return { name: subject.name, kills: count, under, problems };
}

/** @param {string} folder */
async function copyOf(folder) {
  const place = await mkdtemp(join(tmpdir(), "hourglass-kills-"));
  await cp(folder, place, { recursive: true });
  return place;
}
