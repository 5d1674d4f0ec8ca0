import { defaultServerConditions } from "vite";
import { defineConfig, type ViteUserConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const beside = ["packages/*/src/**/*.test.{ts,tsx}", "packages/studio/**/*.test.ts"];
const slow = "packages/**/*.slow.test.ts";
const inBrowser = "test/studio-*.test.ts";

/** Packages import one another by name; their tests run on the sources. */
const conditions = ["hourglass-source", ...defaultServerConditions];

/** Short files that take minutes. Vitest starts with the largest files, so these would run alone at the end. */
const longest = ["test/reliability.test.ts"];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification): boolean =>
      longest.some((file) => moduleId.endsWith(file));
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

const config: ViteUserConfig = defineConfig({
  ssr: { resolve: { conditions } },
  test: {
    // Two tiers, told by folder and suffix: test/README.md says what belongs where.
    projects: [
      {
        extends: true,
        test: { name: "unit", include: beside, exclude: [slow, "**/node_modules/**"], isolate: false },
      },
      { extends: true, test: { name: "whole", include: ["test/**/*.test.ts", slow], exclude: [inBrowser] } },
      // After the others: a browser takes more than the core of its worker, which makes what runs beside it late. It is late itself at times:
      // a test that fails is tried once more, and Vitest says of which that was so.
      {
        extends: true,
        test: { name: "browser", include: [inBrowser], retry: 1, sequence: { groupOrder: 1 } },
      },
    ],
    // Trainings and child processes: the default of five seconds suits neither.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // What a page shows in a moment takes longer on a machine with other work.
    expect: { poll: { timeout: 60_000 } },
    // Some tests open files of ours with the native library as others would, which sends what it sees unless told otherwise.
    env: { ORT_DISABLE_TELEMETRY: "1" },
    // Native sessions are not made for worker threads; a process per file is.
    pool: "forks",
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
  },
});

export default config;
