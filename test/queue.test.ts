import { chmod, cp, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { listResults } from "hourglass-lab/internal/study/store/result-store.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type CommandOptions,
  type Finished,
  type RunningCommand,
  runCommand,
  startCommand,
} from "./support/command.ts";
import { startRedis, type TestRedis, withoutRedis } from "./support/redis.ts";
import { type TemporaryFolder, temporaryFolder } from "./support/temporary-folder.ts";
import { timelessResults, writeTinyStudy } from "./support/tiny-study.ts";

// Many machines on one study: several processes that share a folder, with and without a queue. `npm run test:scale` is the same in large.

const timeout = 400_000;

let folder: TemporaryFolder;
let options: CommandOptions;

beforeAll(async () => {
  folder = await temporaryFolder();
  options = { cwd: folder.path, dataDir: join(folder.path, "cache") };
});

afterAll(() => folder[Symbol.asyncDispose]());

const inside = (...parts: readonly string[]): string => join(folder.path, ...parts);
const study = (...words: readonly string[]): Promise<Finished> => runCommand(["study", ...words], options);
const start = (...words: readonly string[]): RunningCommand => startCommand(["study", ...words], options);

/** Waits until a study has so many results. */
async function untilResults(path: string, count: number): Promise<void> {
  while ((await listResults(path)).size < count) await sleep(50);
}

/** Every run of a study once: its result, its report, and no failure. */
async function requireComplete(path: string, runs: number): Promise<void> {
  expect((await listResults(path)).size).toBe(runs);
  const folders = await readdir(join(path, "runs"));
  expect(folders).toHaveLength(runs);
  const locks = await Promise.all(folders.map((id) => readdir(join(path, "runs", id))));
  expect(locks.flat()).not.toContain("lock");
  expect(await readdir(join(path, "failures")).catch(() => [])).toEqual([]);
}

describe("a folder that machines share", () => {
  test("is trained by a worker beside the process that leads, each run once", { timeout }, async () => {
    await mkdir(inside("shared"));
    const file = await writeTinyStudy(inside("shared"), 8);
    const leader = start(file, "--out", "shared/study", "--workers", "1");
    await leader.stderrMatching(/8 of 8 trainings to do/);
    const helper = start("worker", "shared/study", "--concurrency", "1");
    const second = start(file, "--out", "shared/study", "--workers", "1", "--resume");
    const [led, helped, joined] = [await leader.finished, await helper.finished, await second.finished];
    expect(led.code, led.stderr).toBe(0);
    expect(helped, helped.stderr).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/the process that leads it writes its results|Nothing is left to train/),
    });
    expect(joined.code, joined.stderr).toBe(0);
    expect(joined.stderr).toContain("Another process leads the study in shared/study: this one trains along");
    await requireComplete(inside("shared/study"), 8);
    expect(await readdir(inside("shared/study"))).not.toContain("lock");
    expect(await study("check", "shared/study").catch(() => undefined)).toBeDefined();
    expect(await runCommand(["check", "shared/study"], options)).toMatchObject({ code: 0 });
  });

  test("is continued by the one that trains along where the one that leads is killed", {
    timeout,
  }, async () => {
    await mkdir(inside("handed"));
    const file = await writeTinyStudy(inside("handed"), 6);
    const leader = start(file, "--out", "handed/study", "--workers", "1");
    await leader.stderrMatching(/6 of 6 trainings to do/);
    const second = start(file, "--out", "handed/study", "--workers", "1", "--resume");
    await second.stderrMatching(/this one trains along/);
    await leader.end("SIGKILL");
    expect(await second.finished).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("Report: handed/study"),
    });
    await requireComplete(inside("handed/study"), 6);
  });
});

describe.skipIf(withoutRedis !== undefined)(
  `a queue${withoutRedis === undefined ? "" : ` (${withoutRedis})`}`,
  () => {
    let redis: TestRedis;

    beforeAll(async () => {
      redis = await startRedis(folder.path);
    });
    afterAll(() => redis.stop());

    test("gives 40 runs to three workers, of which one is killed, and is itself restarted without what it held: each run counts once, with the results of one worker", {
      timeout,
    }, async () => {
      await mkdir(inside("many"));
      const file = await writeTinyStudy(inside("many"), 40);
      const worker = (): RunningCommand => start("worker", "--queue", redis.url, "--concurrency", "1");
      const workers = [worker(), worker(), worker()];
      const leader = start(file, "--out", "many/study", "--queue", redis.url);
      await untilResults(inside("many/study"), 6);
      const status = await study("status", "--queue", redis.url);
      expect(status.stdout).toMatch(/^redis:\/\/localhost:\d+: \d+ runs? waiting, \d under way, 3 workers$/m);
      expect(status.stdout).toMatch(/#\d+ +small-vanilla-seed-\d+ +\w+/);
      await workers[0]?.end("SIGKILL");
      await untilResults(inside("many/study"), 12);
      await redis.restart(2);
      const led = await leader.finished;
      expect(led.code, led.stderr).toBe(0);
      expect(led.stdout).toContain(`Took:`);
      for (const one of workers.slice(1)) {
        const { code, stderr } = await one.end("SIGINT");
        expect(code, stderr).toBe(130);
        expect(stderr).toContain("is there again");
      }
      await requireComplete(inside("many/study"), 40);

      const alone = await study(file, "--out", "many/alone", "--workers", "2");
      expect(alone.code, alone.stderr).toBe(0);
      expect(await timelessResults(inside("many/study"))).toBe(await timelessResults(inside("many/alone")));
    });

    test("that cannot be had is told before anything is begun, without its password", async () => {
      const file = await writeTinyStudy(folder.path, 1);
      const secret = await startRedis(folder.path, ["--requirepass", "geheim"]);
      try {
        for (const [url, words] of [
          [
            "redis://localhost:1",
            /^error: the queue at redis:\/\/localhost:1 cannot be reached: nothing listens there; start/,
          ],
          [
            `redis://localhost:${secret.port}`,
            /^error: the queue at \S+ refuses the password: set HOURGLASS_QUEUE/,
          ],
          [
            `redis://:falsch@localhost:${secret.port}`,
            /^error: the queue at \S+ refuses the password: set HOURGLASS_QUEUE/,
          ],
        ] as const) {
          for (const command of [["worker"], [file, "--out", "never"], ["status"]]) {
            const { code, stdout, stderr } = await study(...command, "--queue", url);
            expect({ code, stdout }, stderr).toEqual({ code: 1, stdout: "" });
            expect(stderr).toMatch(words);
            expect(stderr).not.toContain("falsch");
          }
        }
        const wrong = await study("worker", "--queue", "ftp://me:falsch@host");
        expect(wrong).toMatchObject({
          code: 2,
          stderr:
            'error: --queue: expected a URL of a Redis or Valkey server, such as redis://HOST:6379, found "ftp://...@host"\n',
        });
        const env = { HOURGLASS_QUEUE: `redis://:geheim@localhost:${secret.port}` };
        expect(await runCommand(["study", "status", "--queue"], { ...options, env })).toMatchObject({
          code: 0,
          stdout: `redis://localhost:${secret.port}: 0 runs waiting, 0 under way, 0 workers\n`,
        });
        expect(await readdir(folder.path)).not.toContain("never");
      } finally {
        await secret.stop();
      }
    });

    describe("a worker that cannot train what it is given ends with a sentence, and the run goes to another", () => {
      let file: string;

      beforeAll(async () => {
        await mkdir(inside("unfit"));
        file = await writeTinyStudy(inside("unfit"), 2);
      });

      /** A study whose worker meets `obstacle`, which `remove` takes away: what the worker said, and how the study ended. */
      async function withObstacle(
        out: string,
        obstacle: (path: string) => Promise<void>,
        remove: (path: string) => Promise<void>,
        words: readonly string[] = [],
      ): Promise<{ readonly worker: Finished; readonly led: Finished }> {
        const leader = start(file, "--out", out, "--queue", redis.url);
        await leader.stderrMatching(/by the workers of the queue/);
        await obstacle(inside(out));
        const worker = await study("worker", "--queue", redis.url, "--concurrency", "1", ...words);
        await remove(inside(out));
        const good = start("worker", "--queue", redis.url, "--concurrency", "1");
        const led = await leader.finished;
        await good.end("SIGINT");
        return { worker, led };
      }

      test("the data are not there", { timeout }, async () => {
        const { worker, led } = await withObstacle(
          "unfit/data",
          () => rename(inside("unfit/small.npz"), inside("small-away.npz")),
          // Found by its content in the study's own folder.
          async (path) => {
            await mkdir(join(path, "data"));
            await rename(inside("small-away.npz"), join(path, "data", "small.npz"));
          },
        );
        expect(worker.code, worker.stderr).toBe(1);
        expect(worker.stderr).toMatch(
          /error: the data set with SHA-256 \w{12}\.\.\. is not on this machine: .*Copy small\.npz into the data folder/,
        );
        expect(led.code, led.stderr).toBe(0);
        await requireComplete(inside("unfit/data"), 2);
        await cp(inside("unfit/data/data/small.npz"), inside("unfit/small.npz"));
      });

      test("it is of another version", { timeout }, async () => {
        const plan = (path: string): string => join(path, "study.json");
        let before = "";
        const { worker, led } = await withObstacle(
          "unfit/version",
          async (path) => {
            before = await readFile(plan(path), "utf8");
            await writeFile(plan(path), before.replace(/"hourglass": "[\d.]+"/, '"hourglass": "99.0.0"'));
          },
          (path) => writeFile(plan(path), before),
        );
        expect(worker.code, worker.stderr).toBe(1);
        expect(worker.stderr).toMatch(
          /this worker has hourglass [\d.]+ and onnxruntime-node .*, and the study is trained with hourglass 99\.0\.0 and .*install the same versions/,
        );
        expect(led.code, led.stderr).toBe(0);
        await requireComplete(inside("unfit/version"), 2);
      });

      test("the study's folder is not there", { timeout }, async () => {
        const { worker, led } = await withObstacle(
          "unfit/folder",
          () => Promise.resolve(),
          () => Promise.resolve(),
          ["--study", inside("elsewhere")],
        );
        expect(worker.code, worker.stderr).toBe(1);
        expect(worker.stderr).toContain(`${inside("elsewhere", "study.json")} is missing`);
        expect(led.code, led.stderr).toBe(0);
      });

      test("the study's folder cannot be written to", { timeout }, async () => {
        const { worker, led } = await withObstacle(
          "unfit/writing",
          // For root as well, whom no permission stops.
          (path) => writeFile(join(path, "results"), "in the way"),
          (path) => rm(join(path, "results")),
        );
        expect(worker.code, worker.stderr).toBe(1);
        expect(worker.stderr).toMatch(/error: cannot write \S+results/);
        expect(led.code, led.stderr).toBe(0);
        await requireComplete(inside("unfit/writing"), 2);
      });

      test.skipIf(process.getuid?.() === 0)(
        "the study's folder is read-only (not for root)",
        { timeout },
        async () => {
          const { worker, led } = await withObstacle(
            "unfit/readonly",
            async (path) => {
              await mkdir(join(path, "runs"), { recursive: true });
              await chmod(join(path, "runs"), 0o555);
            },
            (path) => chmod(join(path, "runs"), 0o755),
          );
          expect(worker.code, worker.stderr).toBe(1);
          expect(worker.stderr).toMatch(/cannot write to .*: it is read-only/);
          expect(led.code, led.stderr).toBe(0);
        },
      );
    });

    test("is left by a study that is interrupted, which goes on from its folder alone", {
      timeout,
    }, async () => {
      await rm(inside("left"), { recursive: true, force: true });
      await mkdir(inside("left"));
      const file = await writeTinyStudy(inside("left"), 5);
      const leader = start(file, "--out", "left/study", "--queue", redis.url);
      await leader.stderrMatching(
        /No worker has come yet.*hourglass study worker --queue redis:\/\/localhost/s,
      );
      const { code, stderr } = await leader.end("SIGINT");
      expect(code).toBe(130);
      expect(stderr).toMatch(/5 runs withdrawn from the queue/);
      expect(stderr).toMatch(/--out left\/study --resume --queue redis:\/\/localhost:\d+/);
      expect((await study("status", "--queue", redis.url)).stdout).toMatch(/ 0 runs waiting, 0 under way/);
      const resumed = await study(file, "--out", "left/study", "--resume", "--workers", "2");
      expect(resumed.code, resumed.stderr).toBe(0);
      await requireComplete(inside("left/study"), 5);
    });
  },
);
