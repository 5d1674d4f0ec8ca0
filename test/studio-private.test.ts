import { mkdir, readdir, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join, relative, sep } from "node:path";
import type { ServedRuns } from "hourglass-lab/internal/server/api.ts";
import { type RunningServer, startServer } from "hourglass-lab/internal/server/start-server.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runCommand } from "./support/command.ts";
import { type TemporaryFolder, temporaryFolder } from "./support/temporary-folder.ts";
import { writeTinyImages } from "./support/tiny-run.ts";

/** What the studio's server tells of runs on data of one's own: everything but where things lie on the machine. */

/** Some seconds on an idle machine. */
const timeout = 300_000;

/** A folder whose name is written otherwise in HTML, in JSON and for a shell. */
const odd = `Jane's "own" data, <1> & (more)`;

let folder: TemporaryFolder;
let server: RunningServer;
let base: string;

beforeAll(async () => {
  folder = await temporaryFolder();
  base = join(folder.path, odd);
  await mkdir(join(base, "runs", "study", "runs"), { recursive: true });
  const images = await writeTinyImages(base);
  const small = ["--latent-size", "2", "--batch-size", "8", "--epochs", "1", "--threads", "1"];
  const train = async (out: string, ...words: readonly string[]): Promise<void> => {
    const options = ["--dataset", images, "--out", join(base, "runs", out), ...small, ...words];
    expect(await runCommand(["train", ...options], { cwd: base })).toMatchObject({ code: 0 });
  };
  await train("bars");
  const study = `title: Own
question: Where are the data?
data: [bars.npy]
models: { vanilla: {}, deep: {} }
settings: { epochs: 1, latentSize: 2, batchSize: 8, hidden: [] }
seeds: [1, 2]
`;
  await writeFile(join(base, "own.yaml"), study);
  // A file in the place of a run's folder: that run cannot begin, and says where.
  await writeFile(join(base, "runs", "study", "runs", "bars-vanilla-seed-1"), "in the way");
  const words = ["study", "own.yaml", "--out", join(base, "runs", "study"), "--workers", "1"];
  expect(await runCommand(words, { cwd: base })).toMatchObject({ code: 1 });
  await mkdir(join(base, "runs", "damaged"));
  await writeFile(join(base, "runs", "damaged", "run.json"), "{");
  server = await startServer({ runs: join(base, "runs"), dataDir: join(base, "data"), port: 0 });
}, timeout);

afterAll(async () => {
  await server.close();
  await folder[Symbol.asyncDispose]();
});

/** What no answer may have, in any spelling: the way to the temporary folder, and what follows it. */
const telling = ["hourglass-", "Jane", "(more)", homedir(), process.cwd()];

async function ask(path: string): Promise<{ readonly status: number; readonly text: string }> {
  const response = await fetch(new URL(path, server.url));
  // A character a byte, also of weights and pictures.
  return { status: response.status, text: Buffer.from(await response.arrayBuffer()).toString("latin1") };
}

test("no answer tells where anything lies on this machine", async () => {
  const runs = join(base, "runs");
  const files = (await readdir(runs, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => relative(runs, join(entry.parentPath, entry.name)).split(sep));
  const addresses = files.flatMap((way) =>
    way.slice(1).map((_, index) => {
      const [id, path] = [way.slice(0, index + 1), way.slice(index + 1)];
      return `api/runs/${id.map(encodeURIComponent).join("/")}/files/${path.map(encodeURIComponent).join("/")}`;
    }),
  );
  const answers = await Promise.all(
    ["api/runs", "api/data", "api/runs/x/files/run.json", "api/x", ...addresses].map(async (address) => ({
      address,
      ...(await ask(address)),
    })),
  );
  const served = answers.filter(({ status }) => status === 200).map(({ address }) => address);
  for (const file of ["bars/files/report.html", "study/files/study.yaml", "study/files/results.csv"]) {
    expect(served).toContain(`api/runs/${file}`);
  }
  for (const { address, text } of answers) {
    for (const words of telling) expect(text.includes(words), `${address} has ${words}`).toBe(false);
  }
});

test("the last part of a path stands for it", async () => {
  const { runs, problems } = JSON.parse((await ask("api/runs")).text) as ServedRuns;
  expect(runs.find(({ id }) => id === "bars")).toMatchObject({ dataset: "./bars.npy" });
  expect(problems).toEqual([expect.stringMatching(/^damaged\/run\.json is damaged: /)]);
  expect(JSON.parse((await ask("api/runs/bars/files/run.json")).text)).toMatchObject({
    settings: { dataset: "./bars.npy" },
    dataset: { source: "./bars.npy" },
  });
  expect((await ask("api/runs/bars/files/report.html")).text).toContain("--dataset './bars.npy'");
  expect((await ask("api/runs/study/files/study.yaml")).text).toContain("\n  - ./bars.npy\n");
  expect((await ask("api/runs/study/files/results.csv")).text).toContain("bars-vanilla-seed-1");
});

test("a text without its paths has a length, a version and parts like every file", async () => {
  const address = new URL("api/runs/bars/files/report.html", server.url);
  const whole = await fetch(address);
  const text = Buffer.from(await whole.arrayBuffer());
  expect(whole.headers.get("Content-Length")).toBe(String(text.length));
  const etag = whole.headers.get("ETag") ?? "";
  const at = text.indexOf("./bars.npy");
  const part = await fetch(address, { headers: { Range: `bytes=${at}-${at + 9}`, "If-Range": etag } });
  expect([part.status, await part.text()]).toEqual([206, "./bars.npy"]);
  expect((await fetch(address, { headers: { "If-None-Match": etag } })).status).toBe(304);
  const head = await fetch(address, { method: "HEAD" });
  expect([head.status, head.headers.get("ETag")]).toEqual([200, etag]);
});
