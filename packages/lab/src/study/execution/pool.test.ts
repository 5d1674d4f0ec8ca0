import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { resolveSettings } from "hourglass-core/internal/settings/resolve.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TemporaryFolder, temporaryFolder } from "../../../../../test/support/temporary-folder.ts";
import type { Job, JobEnd } from "./jobs.ts";
import { type PoolOptions, runPool } from "./pool.ts";

/** A worker that does what the id of a job says. */
const program = `
import { writeFileSync } from "node:fs";
let done = 0;
process.on("disconnect", () => process.exit());
process.on("message", ({ kind, job }) => {
  if (kind === "stop") return process.send({ kind: "stopped" });
  const [what] = job.id.split(" ");
  const isFirst = (mark) => { try { writeFileSync(mark, "", { flag: "wx" }); return true; } catch { return false; } };
  if (what === "die" || (what === "once" && isFirst(new URL("once", import.meta.url)))) process.kill(process.pid, "SIGKILL");
  else if (what === "once") process.send({ kind: "done" });
  else if (what === "taken") process.send({ kind: isFirst(new URL("taken", import.meta.url)) ? "taken" : "done" });
  else if (what === "crash") throw new Error("out of order");
  else if (what === "fail") process.send({ kind: "failed", error: "it diverged" });
  else if (what === "work") {
    process.send({ kind: "progress", part: "training", fraction: 0.5, text: process.pid + " has done " + done++ });
    process.send({ kind: "done" });
  }
});
`;

let folder: TemporaryFolder;

beforeAll(async () => {
  folder = await temporaryFolder();
  await writeFile(join(folder.path, "worker.mjs"), program);
});

afterAll(() => folder[Symbol.asyncDispose]());

interface Told {
  readonly ends: Readonly<Record<string, JobEnd>>;
  readonly words: readonly string[];
  /** Every end that was told, in order. */
  readonly kinds: readonly string[];
}

function jobNamed(id: string): Job {
  return {
    ...{ id, name: id, study: "", settings: resolveSettings({}, "test"), measures: [], memoryLimit: 1e9 },
    ...{ data: "", version: { hourglass: "1", runtimes: {} } },
  };
}

async function run(
  ids: readonly string[],
  workers: number,
  { stopAfter, settled }: { readonly stopAfter?: string } & Pick<PoolOptions, "settled"> = {},
): Promise<Told> {
  const kinds: string[] = [];
  const ends: Record<string, JobEnd> = {};
  const words: string[] = [];
  const stop = new AbortController();
  await runPool(ids.map(jobNamed), {
    program: pathToFileURL(join(folder.path, "worker.mjs")),
    workers,
    signal: stop.signal,
    onStart: ({ id }) => {
      if (id === stopAfter) setTimeout(() => stop.abort(), 50);
    },
    onProgress: (_, { text }) => words.push(text),
    onEnd: async ({ id }, end) => {
      ends[id] = end;
      kinds.push(`${id}: ${end.kind}`);
    },
    onNotice: () => undefined,
    ...(settled === undefined ? {} : { settled }),
  });
  return { ends, words, kinds };
}

describe("a pool", () => {
  test("has a worker for several jobs", async () => {
    const { ends, words } = await run(["work 1", "work 2"], 1);
    expect(ends).toEqual({ "work 1": { kind: "done" }, "work 2": { kind: "done" } });
    const [first, second] = words.map((text) => text.split(" has done "));
    expect(second?.[0]).toBe(first?.[0]);
    expect([first?.[1], second?.[1]]).toEqual(["0", "1"]);
  });

  test("records what fails, replaces a worker that dies, and goes on", async () => {
    const { ends } = await run(["die 1", "fail 1", "crash 1", "work 1", "die 2"], 2);
    expect(ends).toEqual({
      "die 1": {
        kind: "failed",
        error: "its process ended with SIGKILL (was the memory full? fewer --workers take less), 3 times",
      },
      "fail 1": { kind: "failed", error: "it diverged" },
      "crash 1": {
        kind: "failed",
        error: expect.stringMatching(/^its process ended with exit code 1: .*out of order/s),
      },
      "work 1": { kind: "done" },
      "die 2": {
        kind: "failed",
        error: "its process ended with SIGKILL (was the memory full? fewer --workers take less), 3 times",
      },
    });
  });

  test("tries a job again whose process died, since the machine may be to blame", async () => {
    const { kinds } = await run(["once 1", "work 1"], 1);
    expect(kinds).toEqual(["once 1: lost", "work 1: done", "once 1: done"]);
  });

  test("waits for a job that another process has, and does it where that does not", async () => {
    const { kinds } = await run(["taken 1", "work 1"], 1);
    expect(kinds).toEqual(["taken 1: taken", "work 1: done", "taken 1: done"]);
  });

  test("begins no job that others have done, or seen fail", async () => {
    const settled: PoolOptions["settled"] = async ({ id }) =>
      id === "work 1"
        ? { kind: "done" }
        : id === "work 2"
          ? { kind: "failed", error: "elsewhere" }
          : undefined;
    const { ends, words } = await run(["work 1", "work 2", "work 3"], 1, { settled });
    expect(ends).toEqual({
      "work 1": { kind: "done" },
      "work 2": { kind: "failed", error: "elsewhere" },
      "work 3": { kind: "done" },
    });
    expect(words).toHaveLength(1);
  });

  test("stops the jobs under way and begins no others", async () => {
    expect((await run(["hang 1", "work 1"], 1, { stopAfter: "hang 1" })).ends).toEqual({
      "hang 1": { kind: "stopped" },
    });
  });

  test("has nothing to do without jobs", async () => {
    expect((await run([], 2)).ends).toEqual({});
  });

  test("stops where the outcome of a job cannot be recorded", async () => {
    const broken = runPool([jobNamed("work")], {
      program: pathToFileURL(join(folder.path, "worker.mjs")),
      workers: 1,
      signal: new AbortController().signal,
      ...{ onStart: () => undefined, onProgress: () => undefined, onNotice: () => undefined },
      onEnd: () => Promise.reject(new Error("the disk is full")),
    });
    await expect(broken).rejects.toThrow("the disk is full");
  });
});
