import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createRandom } from "hourglass-core/internal/random/random.ts";
import { expect, test } from "vitest";
import { type CommandOptions, startCommand } from "./support/command.ts";
import { digitsFolder } from "./support/digits.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";
import { isDone, readLosses, readRunJson, trainWithoutReport } from "./support/training-command.ts";

/** Epochs of several chunks with a smaller last batch, and best weights that must outlive a kill, too. */
const words =
  "--dataset digits --validation 50000 --batch-size 64 --epochs 4 --threads 1 --monitor validation --restore-best".split(
    " ",
  );
const kills = 20;
/** Half a minute on an idle machine. */
const timeout = 300_000;

test(
  `a run that is killed and resumed at ${kills} random moments ends as one that was not, bit for bit`,
  async () => {
    await using folder = await temporaryFolder();
    const options = { dataDir: await digitsFolder() };
    const reference = join(folder.path, "reference");
    const seconds = await trainWithoutReport(words, reference, options);
    const random = createRandom(1, "moments of death");

    let lives = 0;
    let out = join(folder.path, "run-0");
    const killedIn = new Map<string, number>();
    for (let kill = 0; kill < kills; kill++) {
      // From the first millisecond of a process to its last: each goes on where the one before was stopped.
      await liveFor(random.uniform() * seconds, out, options);
      const status = (await readRunJson(out))?.status ?? "nothing written yet";
      killedIn.set(status, (killedIn.get(status) ?? 0) + 1);
      if (status === "done") {
        await expectSame(out, reference);
        lives++;
        out = join(folder.path, `run-${lives}`);
      }
    }
    if (!(await isDone(out))) await trainWithoutReport(await wordsFor(out), out, options);
    await expectSame(out, reference);
    expect(
      killedIn.get("running"),
      `the moments were in all parts of a run: ${show(killedIn)}`,
    ).toBeGreaterThan(3);
  },
  timeout,
);

/** Starts or continues a run and kills its process with SIGKILL after some seconds. */
async function liveFor(seconds: number, out: string, options: CommandOptions): Promise<void> {
  const command = startCommand(["train", ...(await wordsFor(out)), "--out", out], options);
  await new Promise((resolve) => setTimeout(resolve, 1000 * seconds));
  const { code, stderr } = await command.end("SIGKILL");
  expect(code === null || code === 0, `ended by the kill, not by itself: ${stderr}`).toBe(true);
}

/** Killed before run.json was there, a run begins again; else it goes on. */
async function wordsFor(out: string): Promise<readonly string[]> {
  return (await readRunJson(out)) === undefined ? words : ["--resume"];
}

async function expectSame(out: string, reference: string): Promise<void> {
  const weights = await readFile(join(reference, "model.safetensors"));
  expect(weights.equals(await readFile(join(out, "model.safetensors"))), "the same weights").toBe(true);
  expect(await readLosses(out), "every epoch once, with the same losses").toEqual(
    await readLosses(reference),
  );
  expect((await readRunJson(out))?.metrics).toEqual((await readRunJson(reference))?.metrics);
}

function show(counts: ReadonlyMap<string, number>): string {
  return [...counts].map(([status, count]) => `${status} ${count}`).join(", ");
}
