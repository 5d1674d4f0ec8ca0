import type { Dataset } from "hourglass-core/internal/data/image-set.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { HourglassError, UsageError } from "hourglass-core/internal/errors.ts";
import type { Settings } from "hourglass-core/internal/settings/settings.ts";
import { checkedClassifier } from "../../classify/check-classifier.ts";
import { readingOptions } from "../../data/reading-options.ts";
import { checkedDetector } from "../../detector/folder/check-detector.ts";
import { type Checked, checkRun } from "../../run/check-run.ts";
import { checkTrained } from "../../run/check-trained.ts";
import { type KindOfRun, parseSummary } from "../../run/files/run-files.ts";
import { readKindOfRun, readParsed, runFiles, runFolder } from "../../run/folder.ts";
import { checkStudy } from "../../study/execution/check-study.ts";
import { studyFiles } from "../../study/execution/study-folder.ts";
import { exitCodes } from "../terminal/exit-codes.ts";
import { formatTable } from "../terminal/format-table.ts";
import { createProgressLine, formatCount, type ProgressLine } from "../terminal/progress.ts";
import { print, printJson } from "../terminal/terminal.ts";
import { loadWithProgress } from "./run-workspace.ts";
import { relocated } from "./stored-run.ts";

export interface CheckOptions {
  readonly data: boolean;
  readonly dataset?: string;
  readonly labels?: string;
  readonly columns?: string;
  readonly dataDir?: string;
  readonly json?: boolean;
}

/** Verifies a run or a study, and says what is wrong with it. */
export async function checkFolder(path: string, options: CheckOptions): Promise<void> {
  const folder = runFolder(path);
  const line = createProgressLine(process.stderr);
  const load = dataLoader(options, line);
  let checks: readonly Checked[];
  try {
    if (await folder.has(studyFiles.plan)) {
      const moved = (["dataset", "labels", "columns"] as const).find((name) => options[name] !== undefined);
      if (moved !== undefined) {
        throw new UsageError(`--${moved}: a study may have several data sets: check its runs one by one`);
      }
      checks = await checkStudy(folder, load, (done, total, id) =>
        line.update(`checking run ${done + 1} of ${total}: ${id}`),
      );
    } else if (await folder.has(runFiles.summary)) {
      line.update(`checking ${path}`);
      const { parse, check } = kinds[await readKindOfRun(folder)];
      const summary = await readParsed(folder, runFiles.summary, parse).catch(() => undefined);
      checks = await check(folder, summary && (await load(summary.settings)));
    } else {
      throw new UsageError(
        `${path} holds neither a run nor a study: expected ${runFiles.summary} or ${studyFiles.plan} in it`,
      );
    }
  } finally {
    line.done();
  }
  if (options.json) printJson(checks);
  else print(describeChecks(checks));
  if (checks.some(isWrong)) process.exitCode = exitCodes.failed;
}

/** What is looked at, by the kind of the run. */
const kinds: Readonly<
  Record<
    KindOfRun,
    {
      readonly parse: (bytes: Uint8Array, file: string) => { readonly settings: Settings };
      readonly check: typeof checkRun;
    }
  >
> = {
  autoencoder: { parse: parseSummary, check: checkRun },
  classifier: {
    parse: checkedClassifier.parse,
    check: (folder, dataset) => checkTrained(checkedClassifier, folder, dataset),
  },
  detector: {
    parse: checkedDetector.parse,
    check: (folder, dataset) => checkTrained(checkedDetector, folder, dataset),
  },
};

/** Loads the data that settings name, once each; a refusal is a finding like any other. */
function dataLoader(
  options: CheckOptions,
  line: ProgressLine,
): (settings: Settings) => Promise<Dataset<Samples> | HourglassError | undefined> {
  const known = new Map<string, Promise<Dataset<Samples> | HourglassError>>();
  return async (given) => {
    if (!options.data) return undefined;
    const settings = await relocated(given, options);
    const key = JSON.stringify([settings.dataset, readingOptions(settings)]);
    const loading =
      known.get(key) ??
      // To look is not to fetch.
      loadWithProgress(settings, { ...options, download: false }, line).catch((error: unknown) => {
        if (error instanceof HourglassError) return error;
        throw error;
      });
    known.set(key, loading);
    return loading;
  };
}

const isWrong = ({ status }: Checked): boolean => status === "wrong" || status === "missing";

/** Figures are many: those that are right share a line. */
function withoutRightFigures(checks: readonly Checked[]): readonly Checked[] {
  const folderOf = ({ what, status }: Checked): string | undefined =>
    status === "right" ? /^(?:.*\/)?figures\//.exec(what)?.[0] : undefined;
  const counts = new Map<string, number>();
  for (const check of checks) {
    const folder = folderOf(check);
    if (folder !== undefined) counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  const listed = new Set<string>();
  return checks.flatMap((check) => {
    const folder = folderOf(check);
    if (folder === undefined) return [check];
    if (listed.has(folder)) return [];
    listed.add(folder);
    return [{ what: `${folder} (${formatCount(counts.get(folder) ?? 0)})`, status: "right" as const }];
  });
}

function describeChecks(checks: readonly Checked[]): string {
  const rows = withoutRightFigures(checks).map(({ what, status, problem = "" }) => [
    what,
    status,
    problem.replaceAll(/\s*\n\s*/g, " "),
  ]);
  const count = (status: Checked["status"]): number =>
    checks.filter((check) => check.status === status).length;
  const parts = (["right", "not recorded", "not checked", "missing", "wrong"] as const)
    .filter((status) => count(status) > 0)
    .map((status) => `${formatCount(count(status))} ${status}`);
  return `${formatTable(rows, "left")}\n\n${parts.join(", ")}`;
}
