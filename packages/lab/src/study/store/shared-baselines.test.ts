import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { nativeRuntime } from "../../../../../test/support/evaluate.ts";
import { goldenRepresentation, goldenSplits } from "../../../../../test/support/golden-digits.ts";
import { temporaryFolder } from "../../../../../test/support/temporary-folder.ts";
import { lockFolder } from "../../data/files/lock.ts";
import { takeInventory } from "../../inventory/inventory.ts";
import { fitBaselines } from "../../measures/fit-baselines.ts";
import { neighboursCodec } from "../../measures/fit-codecs.ts";
import { createPixelBaseline } from "../../measures/pixel-baseline.ts";
import { FitUnderWayError, type SharedFits } from "../../measures/shared-fits.ts";
import { describeEnvironment } from "../../run/environment.ts";
import type { FitOrigin } from "../../run/measure-run.ts";
import { baselineFile, sharedBaselines } from "./shared-baselines.ts";

const runtime = await nativeRuntime();
const splits = goldenSplits(100);
const origin: FitOrigin = {
  data: "of a test",
  splits: { train: 200, validation: 100, test: 100 },
  environment: describeEnvironment(runtime),
};
const vote = { k: 3, choice: "k = 3", accuracy: 0.1 + 0.2 };

let study: string;
let shared: SharedFits;
beforeEach(async () => {
  const folder = await temporaryFolder();
  study = folder.path;
  shared = sharedBaselines(study)(origin);
  return () => folder[Symbol.asyncDispose]();
});

/** Counts how often it is computed. */
function counted(result = vote): { times: number; readonly compute: () => Promise<typeof vote> } {
  const counter = {
    times: 0,
    compute: async () => {
      counter.times++;
      await new Promise((resolve) => setTimeout(resolve, 20));
      return result;
    },
  };
  return counter;
}

const ask = (fits: SharedFits, compute: () => Promise<typeof vote>, hooks = {}) =>
  fits.once("vote", neighboursCodec, compute, hooks);
const never = async (): Promise<typeof vote> => {
  throw new Error("it is computed already");
};
/** The folder of the one fit that there is. */
const fitFolder = async (): Promise<string> => {
  const [folder, ...others] = await readdir(join(study, "baselines"));
  expect(others).toEqual([]);
  return join(study, "baselines", folder as string);
};

test("two baselines on one folder compute everything once, and have the same to the bit", async () => {
  let programs = 0;
  const counting = {
    ...runtime,
    load: (program: Uint8Array) => {
      programs++;
      return runtime.load(program);
    },
  };
  const all = async (baseline: ReturnType<typeof createPixelBaseline>) => {
    const [{ predict: _, standardiser, ...probe }, ...others] = await Promise.all([
      baseline.probe(),
      baseline.neighbours(),
      baseline.principalComponents(3),
      baseline.manifold(),
    ]);
    const { means, deviations } = standardiser;
    const weights = { kernel: probe.weights.kernel, bias: probe.weights.bias };
    return { probe: { ...probe, weights, means, deviations }, others };
  };
  const expected = await all(createPixelBaseline(counting, splits));
  const alone = programs;
  programs = 0;
  const two = [shared, sharedBaselines(study)(origin)];
  const found = await Promise.all(two.map((fits) => all(createPixelBaseline(counting, splits, fits))));
  expect(programs).toBe(alone);
  for (const one of found) expect(one).toStrictEqual(expected);
  // Nothing but the fits is left.
  const files = (await readdir(study, { recursive: true, withFileTypes: true })).filter((file) =>
    file.isFile(),
  );
  expect(files.map(({ name }) => name)).toEqual(["fit", "fit", "fit", "fit"]);
  for (const { parentPath } of files) {
    const inside = `${parentPath.slice(study.length + 1).replaceAll("\\", "/")}/fit`;
    expect(inside).toMatch(baselineFile);
  }
});

test("of many at once one computes, and the others wait", async () => {
  const counter = counted();
  const found = await Promise.all(Array.from({ length: 4 }, () => ask(shared, counter.compute)));
  expect(found).toEqual([vote, vote, vote, vote]);
  expect(counter.times).toBe(1);
});

test.each<[string, Partial<FitOrigin>]>([
  ["data", { data: "of another test" }],
  ["splits", { splits: { ...origin.splits, train: 199 } }],
  ["a version", { environment: { ...origin.environment, hourglass: "9.9.9" } }],
  ["a runtime", { environment: { ...origin.environment, runtime: "another" } }],
])("of other %s it is another fit", async (_, changed) => {
  await ask(shared, counted().compute);
  const other = { ...vote, k: 5 };
  expect(await ask(sharedBaselines(study)({ ...origin, ...changed }), counted(other).compute)).toEqual(other);
  expect(await ask(shared, never)).toEqual(vote);
});

test("another name is another fit", async () => {
  await ask(shared, counted().compute);
  const other = { ...vote, k: 5 };
  expect(await shared.once("other", neighboursCodec, counted(other).compute)).toEqual(other);
});

test.each<[string, (bytes: Uint8Array) => Uint8Array]>([
  ["cut off", (bytes) => bytes.subarray(0, bytes.length - 2)],
  ["empty", () => new Uint8Array()],
  [
    "changed in one number",
    (bytes) => new TextEncoder().encode(new TextDecoder().decode(bytes).replace('"k":3', '"k":4')),
  ],
])("a file that is %s is computed anew and replaced", async (_, damage) => {
  await ask(shared, counted().compute);
  const file = join(await fitFolder(), "fit");
  const sound = await readFile(file);
  await writeFile(file, damage(sound));
  const counter = counted();
  expect(await ask(shared, counter.compute)).toEqual(vote);
  expect(counter.times).toBe(1);
  expect(await readFile(file)).toEqual(sound);
});

describe("while another computes", () => {
  const hold = async () => {
    await ask(shared, counted().compute);
    const folder = await fitFolder();
    await writeFile(join(folder, "fit"), "not done");
    return { folder, lock: await lockFolder(folder) };
  };

  test("one that does not wait is told so", async () => {
    const { lock } = await hold();
    await expect(ask(shared, never, { wait: false })).rejects.toThrow(FitUnderWayError);
    await lock.release();
    expect(await ask(shared, counted().compute, { wait: false })).toEqual(vote);
  });

  test("one that waits stops when its signal says so, and takes over when the other gives up", async () => {
    const { lock } = await hold();
    const stop = new AbortController();
    const stopped = ask(shared, never, { signal: stop.signal });
    const taken = ask(shared, counted().compute);
    setTimeout(() => stop.abort(new Error("enough")), 100);
    await expect(stopped).rejects.toThrow("enough");
    await lock.release();
    expect(await taken).toEqual(vote);
  });

  test("one whose process is gone is taken over", async () => {
    const { folder, lock } = await hold();
    await lock.release();
    const child = spawn(process.execPath, ["--version"], { stdio: "ignore" });
    await once(child, "close");
    await writeFile(join(folder, "lock"), JSON.stringify({ pid: child.pid, host: hostname() }));
    expect(await ask(shared, counted().compute, { wait: false })).toEqual(vote);
    expect(await readdir(folder)).toEqual(["fit"]);
  });
});

test("what fails leaves nothing behind, and is computed by the next", async () => {
  await expect(
    ask(shared, () => {
      throw new Error("no classes");
    }),
  ).rejects.toThrow("no classes");
  expect(await readdir(join(study, "baselines"))).toEqual([]);
  expect(await ask(shared, counted().compute)).toEqual(vote);
});

test("a signal that is aborted computes nothing", async () => {
  await expect(ask(shared, never, { signal: AbortSignal.abort(new Error("enough")) })).rejects.toThrow(
    "enough",
  );
});

test("where nothing can be written it is computed all the same", async () => {
  // Not even a user who may write everywhere makes a folder where a file is.
  await writeFile(join(study, "baselines"), "");
  const counter = counted();
  expect(await ask(shared, counter.compute)).toEqual(vote);
  expect(await ask(shared, counter.compute)).toEqual(vote);
  expect(counter.times).toBe(2);
});

test("a fit that cannot be kept is given all the same", async () => {
  await ask(shared, counted().compute);
  const folder = await fitFolder();
  await rm(join(folder, "fit"));
  // No file takes its place.
  await mkdir(join(folder, "fit", "inside"), { recursive: true });
  expect(await ask(shared, counted().compute)).toEqual(vote);
  expect((await readdir(folder)).sort()).toEqual(["fit"]);
});

test("baselines are no runs", async () => {
  await ask(shared, counted().compute);
  expect(await takeInventory(study)).toEqual({ items: [], problems: [] });
});

test("of several fits each process takes those that no other computes, before it waits", async () => {
  const representation = await goldenRepresentation();
  const busy = new Set(["probe"]);
  const asked: string[] = [];
  const fits: SharedFits = {
    once: async (name, _codec, compute, { wait = true } = {}) => {
      asked.push(`${name} ${wait ? "waiting" : "at once"}`);
      if (busy.has(name) && !wait) throw new FitUnderWayError("busy");
      return compute();
    },
  };
  const withShared = () => ({ ...representation, baseline: createPixelBaseline(runtime, splits, fits) });
  const names = ["pca", "probe", "neighbours", "rank"] as const;
  await expect(fitBaselines(names, withShared(), { wait: false })).rejects.toThrow(FitUnderWayError);
  expect(asked).toEqual(["components-6 at once", "probe at once", "neighbours at once"]);
  asked.length = 0;
  const told: string[] = [];
  await fitBaselines(names, withShared(), { onProgress: (_, title) => told.push(title) });
  expect(asked).toEqual(["components-6 at once", "probe at once", "neighbours at once", "probe waiting"]);
  expect(new Set(told)).toEqual(new Set(["Principal components", "Linear probe", "Nearest neighbours"]));
});
