// npm run test:scale [-- --part chaos,simulation] [--runs N] [--workers N] [--kill-every SECONDS] [--simulated N] [--record]: a study by many workers of a queue, while workers are
// killed, Redis is restarted and the network is cut; and the queue under a load of trainings that only sleep. Needs redis-server.
import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { record } from "./results.js";
import { tryChaos } from "./scale-chaos.js";
import { simulate } from "./scale-simulation.js";

const { values } = parseArgs({
  options: {
    part: { type: "string", default: "chaos,simulation" },
    runs: { type: "string", default: "1000" },
    workers: { type: "string", default: "8" },
    // A worker takes about 3 s of a core to start: on fewer cores than eight, one a second leaves no time for the runs.
    "kill-every": { type: "string", default: String(Math.max(1, 8 / availableParallelism())) },
    simulated: { type: "string", default: "10000" },
    record: { type: "boolean", default: false },
  },
});
const parts = values.part.split(",");
let problems = 0;

for (const [name, work] of /** @type {const} */ ([
  [
    "chaos",
    (/** @type {string} */ folder) =>
      tryChaos(folder, Number(values.runs), Number(values.workers), Number(values["kill-every"])),
  ],
  ["simulation", (/** @type {string} */ folder) => simulate(folder, Number(values.simulated))],
])) {
  if (!parts.includes(name)) continue;
  const folder = await mkdtemp(join(tmpdir(), "hourglass-scale-"));
  try {
    const figures = await work(folder);
    console.log(JSON.stringify(figures, null, 1));
    problems += "problems" in figures ? figures.problems.length : 0;
    if (values.record) await record(name, figures);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
process.exitCode = problems === 0 ? 0 : 1;
