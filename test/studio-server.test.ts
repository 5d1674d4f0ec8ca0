import { once } from "node:events";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import type { ServedData, ServedRuns } from "hourglass-lab/internal/server/api.ts";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type RunningCommand, runCommand, startCommand } from "./support/command.ts";
import { digitsFolder } from "./support/digits.ts";
import { type TemporaryFolder, temporaryFolder } from "./support/temporary-folder.ts";
import { trainTinyRun, writeTinyImages } from "./support/tiny-run.ts";

/** `hourglass studio` as it is built, asked by plain fetch. */

let folder: TemporaryFolder;
let studio: RunningCommand;
let url: string;

beforeAll(async () => {
  folder = await temporaryFolder();
  await mkdir(join(folder.path, "runs"));
  await trainTinyRun(join(folder.path, "runs", "bars"), await writeTinyImages(folder.path));
  studio = startCommand(["studio", "--no-open", "--port", "0"], {
    cwd: folder.path,
    dataDir: await digitsFolder(),
  });
  url = await firstLine(studio);
});

afterAll(async () => {
  const { code, stderr } = await studio.end("SIGINT");
  expect(stderr).toBe("Ctrl-C ends it\n");
  expect(code).toBe(0);
  await folder[Symbol.asyncDispose]();
});

/** What goes to stdout first: the address. */
async function firstLine(command: RunningCommand): Promise<string> {
  const { stdout } = command.process;
  if (stdout === null) throw new TypeError("stdout is not read");
  const ended = command.finished.then(({ stderr }) => {
    throw new Error(`ended at once:\n${stderr}`);
  });
  const [line] = (await Promise.race([once(stdout, "data"), ended])) as [string];
  return line.trim();
}

const get = (path: string): Promise<Response> => fetch(new URL(path, url));

test("the page comes with all that it loads, isolated, from this server alone", async () => {
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
  const page = await get("/");
  expect(page.status).toBe(200);
  expect(page.headers.get("Cross-Origin-Embedder-Policy")).toBe("require-corp");
  const html = await page.text();
  expect(html).toContain('http-equiv="Content-Security-Policy"');
  expect(html).not.toMatch(/(src|href)="(https?:)?\/\//);
  expect(html).not.toMatch(/<script(?![^>]* src=)/);
  const loaded = [...html.matchAll(/(?:src|href)="(?<path>[^"]+)"/g)].map(
    ({ groups }) => groups?.["path"] ?? "",
  );
  expect(loaded.some((path) => path.endsWith(".js"))).toBe(true);
  expect(loaded.some((path) => path.endsWith(".css"))).toBe(true);
  for (const path of loaded) expect((await get(path)).status, path).toBe(200);
});

test("the service worker lies at the root under a name that stays, and needs no other file", async () => {
  const worker = await get("service-worker.js");
  expect(worker.headers.get("Content-Type")).toBe("text/javascript; charset=utf-8");
  expect(await worker.text()).not.toMatch(/\bimport\b|\bexport\b/);
});

test("data sets come from the cache", async () => {
  const { data } = (await (await get("api/data")).json()) as ServedData;
  expect(data.find(({ name }) => name === "digits")?.available).toBe(true);
  const labels = await (await get("api/data/digits/t10k-labels-idx1-ubyte")).arrayBuffer();
  expect(labels.byteLength).toBe(8 + 10_000);
});

test("the runs of the working directory are found, and can be read", async () => {
  const { runs } = (await (await get("api/runs")).json()) as ServedRuns;
  expect(runs.map(({ id }) => id)).toEqual(["bars"]);
  const summary = await (await get("api/runs/bars/files/run.json")).json();
  expect(summary).toMatchObject({ status: "done" });
});

/** The memory of the server that is in use, in megabytes, and how many files and connections it has open. */
async function burden(): Promise<{ readonly megabytes: number; readonly handles: number }> {
  const { pid } = studio.process;
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return {
    megabytes: Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) / 1024,
    handles: (await readdir(`/proc/${pid}/fd`)).length,
  };
}

// Linux tells how much memory a process has.
test.skipIf(process.platform !== "linux")(
  "readers that stop cost next to nothing, and leave nothing open",
  async () => {
    const picture = `<img src="data:image/png;base64,${"iVBO/0".repeat(4000)}">`;
    const text = `<p>${join(folder.path, "bars.npy")}</p>${picture}`;
    await writeFile(join(folder.path, "runs", "bars", "report.html"), text.repeat(10_000_000 / text.length));
    await writeFile(join(folder.path, "runs", "bars", "model.safetensors"), new Uint8Array(10_000_000));
    await (await get("api/runs/bars/files/model.safetensors")).arrayBuffer();
    for (const file of ["model.safetensors", "report.html"]) {
      const before = await burden();
      const readers = await Promise.all(
        Array.from({ length: 150 }, async () => {
          const socket = connect(Number(new URL(url).port), "127.0.0.1");
          socket.write(`GET /api/runs/bars/files/${file} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
          await once(socket, "readable");
          return socket;
        }),
      );
      await new Promise((resolve) => setTimeout(resolve, 1000));
      expect((await burden()).megabytes - before.megabytes, file).toBeLessThan(100);
      for (const socket of readers) socket.destroy();
      await vi.waitFor(async () => expect((await burden()).handles).toBeLessThanOrEqual(before.handles), {
        timeout: 10_000,
      });
    }
  },
);

test("a port that is taken is told, with one that is free", async () => {
  const { port } = new URL(url);
  const { code, stdout, stderr } = await runCommand(["studio", "--no-open", "--port", port]);
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toMatch(new RegExp(`^error: port ${port} is taken; \\d+ is free: --port \\d+\\n$`));
});

test.each<[string, string]>([
  ["--port 70000", '--port: expected a whole number from 0 to 65535, found "70000"'],
  ["--port web", '--port: expected a whole number from 0 to 65535, found "web"'],
  [
    "--port 5060",
    "--port: browsers open no page on port 5060, which belongs to another protocol (ERR_UNSAFE_PORT); choose another, such as 5062",
  ],
  ["--runs nowhere", "--runs: there is no folder nowhere"],
  ["--runs runs/bars", "--runs: runs/bars is itself a run or a study: give the folder that holds it"],
])("%s is refused", async (words, message) => {
  const { code, stderr } = await runCommand(["studio", "--no-open", ...words.split(" ")], {
    cwd: folder.path,
  });
  expect(stderr).toBe(`error: ${message}\n`);
  expect(code).toBe(2);
});
