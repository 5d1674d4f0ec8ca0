import { execFile } from "node:child_process";
import { readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { InferenceSession } from "onnxruntime-node";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { type TemporaryFolder, temporaryFolder } from "../../../../../test/support/temporary-folder.ts";
import { fitTinyDetector } from "../../../../../test/support/tiny-detector.ts";
import { checkedDetector } from "../../detector/folder/check-detector.ts";
import type { DetectorSummary } from "../../detector/folder/detector-summary.ts";
import { checkTrained } from "../../run/check-trained.ts";
import { runFolder } from "../../run/folder.ts";
import { detectorReadme } from "./detector-readme.ts";
import { exportRun } from "./export-run.ts";
import { reportRuns } from "./report-runs.ts";

// What commands that take a run do with the folder of a detector.

let folder: TemporaryFolder;
let summary: DetectorSummary;
let printed: string;
let said: string;
const inside = (...names: readonly string[]): string => join(folder.path, ...names);

beforeAll(async () => {
  folder = await temporaryFolder();
  ({ summary } = await fitTinyDetector(inside("detector"), { normalClasses: [1] }));
});

afterAll(() => folder[Symbol.asyncDispose]());

beforeEach(() => {
  [printed, said] = ["", ""];
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    said += String(text);
    return true;
  });
});

afterEach(() => {
  vi.restoreAllMocks();
});

describe("hourglass export", () => {
  const to = (): string => inside("exported");
  const readme = (): Promise<string> => readFile(join(to(), "README.md"), "utf8");

  beforeEach(() => exportRun(inside("detector"), { to: to(), force: true }));

  test("writes the weights and the program as they are, and what describes them", async () => {
    expect((await readdir(to())).sort()).toEqual(["README.md", "detector.onnx", "model.safetensors"]);
    for (const file of ["detector.onnx", "model.safetensors"]) {
      const [one, other] = [await readFile(join(to(), file)), await readFile(inside("detector", file))];
      expect(Buffer.compare(one, other), file).toBe(0);
    }
  });

  test("its README says what goes in and comes out, what columns are, and how good it is", async () => {
    const text = await readme();
    expect(text).toContain(
      "| `detector.onnx` | `rows`: float32 `[N, 6]` | `score`: float32 `[N]`; `alarm`: bool `[N]`; `errors`: float32 `[N, 6]`; `reconstructions`: float32 `[N, 6]` |",
    );
    expect(text).toContain("1. load (%): a number\n2. mode: ");
    expect(text).toContain("3. pressure (bar): a number, NaN where missing\n");
    expect(text).toContain("The squared error of the reconstruction, mean over the columns of the row.");
    expect(text).toContain(`whether the score is above ${summary.threshold.score.toPrecision(6)}.`);
    const { alarms, samples } = summary.test.normal;
    expect(text).toContain(`- ${alarms} of ${samples} normal rows (`);
    expect(text).toContain(`- Area under the ROC curve: ${summary.test.areas!["error"]!.toFixed(4)}.`);
    expect(text).toContain("Source: made for a test. Licence: none.");
    expect(text).not.toMatch(/undefined|NaN(?! where missing)|\bimage|pixel/);
  });

  test("its programs name the inputs and outputs of the file", async () => {
    const session = await InferenceSession.create(join(to(), "detector.onnx"));
    const text = await readme();
    expect(text).toContain(`session.run(outputs, {"${session.inputNames[0]}": given})`);
    const outputs = session.outputNames.map((name) => `"${name}"`).join(", ");
    expect(text).toContain(`outputs = [${outputs}]\nscore, alarm, errors, rebuilt = session.run(`);
    await session.release();
  });

  test("its JavaScript runs as it is", async () => {
    const [, program = ""] = /```js\n(.*?)```/s.exec(await readme()) ?? [];
    await writeFile(join(to(), "program.mjs"), program);
    await symlink(resolve("node_modules"), join(folder.path, "node_modules"), "junction");
    const { stdout } = await promisify(execFile)(process.execPath, ["program.mjs"], { cwd: to() });
    expect(stdout).toMatch(/^Float32Array\(2\) \[.*\] Uint8Array\(2\) \[.*\]\n\[ 2, 6 \] \[ 2, 6 \]\n$/);
  });

  test("says what is missing, and what to do", async () => {
    await fitTinyDetector(inside("incomplete"));
    await rm(inside("incomplete", "detector.onnx"));
    await expect(exportRun(inside("incomplete"), { to: inside("none") })).rejects.toThrow(
      "detector.onnx is missing: the run is incomplete, so fit it again",
    );
    await expect(readdir(inside("none"))).rejects.toThrow("ENOENT");
  });

  test("of images it says that they are in [0, 1]; of data without a test part and classes nothing more", () => {
    const { sample: _, ...dataset } = summary.dataset;
    const text = detectorReadme({
      ...summary,
      dataset: { ...dataset, image: { height: 4, width: 5, channels: 1 } },
      test: { normal: { samples: 0, alarms: 0 } },
    });
    expect(text).toContain("`images`: float32 `[N, 20]` in [0, 1]");
    expect(text).toContain("given = images.reshape(len(images), 20).astype(np.float32) / 255\n");
    expect(text).not.toContain("test split");
  });

  test("what a name in the README would do is shown", () => {
    const name = "</script>[x](javascript:alert(1))";
    const { model, dataset } = summary;
    const text = detectorReadme({
      ...summary,
      model: { ...model, name },
      dataset: { ...dataset, title: name, source: name, licence: name },
    });
    expect(text).toContain("# Detector of anomalies of \\</script\\>\\[x\\](javascript:alert(1))\n");
    expect(text).not.toContain(name);
  });
});

describe("hourglass report", () => {
  test("writes the page anew, the same, with its figures, and says how to go on", async () => {
    const page = inside("detector", "report.html");
    await reportRuns([inside("detector")], {});
    const first = await readFile(page, "utf8");
    expect(first).toContain("Detector of anomalies on Made up");
    expect(printed).toBe(`${page}\n`);
    expect(said).toContain(`npx hourglass detect score ${inside("detector")} NEW --out scores.csv`);
    await reportRuns([inside("detector")], {});
    expect(await readFile(page, "utf8")).toBe(first);
    const checks = await checkTrained(checkedDetector, runFolder(inside("detector")));
    expect(checks.map(({ status }) => status)).not.toContain("wrong");
    expect(checks.map(({ what }) => what)).toEqual(
      expect.arrayContaining(["report.html", "detector.onnx", expect.stringMatching(/^figures\/.*\.svg$/)]),
    );
    expect(await readdir(inside("detector"))).not.toContain("lock");
  });

  test("takes away a figure that the new page lacks, and leaves what others have put there", async () => {
    const written = runFolder(inside("detector"));
    await written.write("figures/old.svg", "<svg/>");
    await written.recordChecksums();
    await writeFile(inside("detector", "figures", "mine.svg"), "<svg/>");
    await reportRuns([inside("detector")], {});
    const figures = await readdir(inside("detector", "figures"));
    expect(figures).toContain("mine.svg");
    expect(figures).not.toContain("old.svg");
    await rm(inside("detector", "figures", "mine.svg"));
  });

  test.each(["dataset", "labels", "columns"])("refuses --%s, which it has no use for", async (option) => {
    await expect(reportRuns([inside("detector")], { [option]: "x" })).rejects.toThrow(
      `--${option}: the page of a detector is drawn without its data: leave the option out`,
    );
  });

  test("compares no detectors", async () => {
    await expect(reportRuns([inside("detector"), inside("incomplete")], {})).rejects.toThrow(
      "is of a detector (hourglass detect fit): expected the run of an autoencoder",
    );
  });
});
