import { basename, join, parse } from "node:path";
import { joinSamples, takeSamples } from "hourglass-core/internal/data/samples/samples.ts";
import { writeFileWhole } from "hourglass-core/internal/files/place-file.ts";
import { scalingStatistics } from "hourglass-core/internal/inference/seen-values.ts";
import { counted } from "hourglass-core/internal/words.ts";
import type { Detector, Findings } from "../../detector/detector.ts";
import type { StoredDetector } from "../../detector/folder/open-detector.ts";
import { shareWords } from "../../detector/threshold.ts";
import type { StrangeSample } from "../../report/detector/detector-input.ts";
import { shellWord } from "../../run/resume-command.ts";
import { type KnownSamples, loadKnownSamples } from "../runs/known-samples.ts";
import type { TableFile } from "../runs/table-file.ts";
import { createEstimate } from "../terminal/estimate.ts";
import { describeNext, openWhereAsked } from "../terminal/next-steps.ts";
import type { ProgressLine } from "../terminal/progress.ts";
import { print, printJson } from "../terminal/terminal.ts";
import type { ScoreOptions } from "./score-options.ts";
import { scoreColumns } from "./score-table.ts";

/** A page shows so many of the strangest samples. */
const shownSamples = 20;

interface Scoring extends StoredDetector {
  readonly detector: Detector;
  readonly line: ProgressLine;
  /** Of the detector. */
  readonly path: string;
}

/** Scores the samples of files, and writes a table, and a page beside it. */
export async function scoreFiles(
  scoring: Scoring,
  places: readonly string[],
  file: TableFile,
  options: ScoreOptions & { readonly out: string },
): Promise<void> {
  const { detector, line, path, summary } = scoring;
  const { out } = options;
  const known = await loadKnownSamples({ summary, line }, places, options);
  const estimate = createEstimate(line, "scoring");
  const findings: Findings[] = [];
  let done = 0;
  for (const samples of known.groups) {
    const before = done;
    findings.push(
      await detector.score(samples, {
        onProgress: (share) => estimate(before + share * samples.count, known.names.length),
      }),
    );
    done += samples.count;
  }
  line.update(`writing ${out}`);
  await file.write({ ...known, ...scoreColumns(findings) });
  const all = joinFindings(findings);
  const areUnlike = findings.some((some) => some.areUnlike);
  const page = pageBeside(out);
  line.update("drawing the page");
  await writePage(scoring, known, { ...all, areUnlike }, { source: places.join(", "), out, page });
  line.done();
  const raised = all.alarms.filter((alarm) => alarm).length;
  const count = known.names.length;
  const { threshold } = summary;
  if (options.json) {
    const { score, falseAlarms } = threshold;
    printJson({
      samples: count,
      alarms: raised,
      areUnlike,
      score: summary.score,
      threshold: score,
      falseAlarms,
      scores: out,
      page,
    });
  } else {
    const unlike = areUnlike
      ? `\nwarning: alarms come in such numbers that these ${known.plural} are unlike the training data as a whole: look at their columns and units before you look at single ones, or fit the detector anew`
      : "";
    const follow = {
      command: `detect score ${shellWord(path)} --follow`,
      purpose: "score lines of standard input as they come",
    };
    const others = { command: `export ${shellWord(path)} --to DIR`, purpose: "use it in other programs" };
    print(
      `${counted(raised, "alarm")} among ${counted(count, known.title, known.plural)} (${shareWords(raised / count)}; ` +
        `of normal ones ${shareWords(threshold.falseAlarms)} were allowed)${unlike}\n\nScores: ${out}\nPage:   ${page}\n${describeNext(page, [follow, others])}`,
    );
  }
  await openWhereAsked(page, options);
}

/** `scores.html` of `scores.csv`. */
function pageBeside(out: string): string {
  const { dir, name } = parse(out);
  return join(dir, `${name}.html`);
}

/** Findings of several groups of samples, one after the other. */
function joinFindings(findings: readonly Findings[]): Omit<Findings, "areUnlike" | "errors"> {
  const join = (of: (some: Findings) => Float64Array): Float64Array => {
    const parts = findings.map(of);
    const all = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
    let start = 0;
    for (const part of parts) {
      all.set(part, start);
      start += part.length;
    }
    return all;
  };
  const reasons = findings.flatMap((some) => some.reasons ?? []);
  return {
    scores: join(({ scores }) => scores),
    percentiles: join(({ percentiles }) => percentiles),
    alarms: findings.flatMap(({ alarms }) => alarms),
    ...(reasons.length === 0 ? {} : { reasons }),
  };
}

/** Draws the page: the strangest samples are scored once more, to have what the autoencoder makes of them. */
async function writePage(
  { detector, summary, facts }: Scoring,
  known: KnownSamples,
  found: Omit<Findings, "errors">,
  { source, out, page }: { readonly source: string; readonly out: string; readonly page: string },
): Promise<void> {
  const { scores, percentiles, alarms, reasons, areUnlike } = found;
  const order = Array.from(scores.keys()).sort((one, other) => scores[other]! - scores[one]! || one - other);
  const shown = order.slice(0, shownSamples);
  const samples = samplesAt(known, shown);
  const strangest = shown.map((at): StrangeSample => {
    const label = known.classes?.[at];
    const why = reasons?.[at];
    return {
      ...{
        name: known.names[at] as string,
        score: scores[at] as number,
        percentile: percentiles[at] as number,
      },
      isAlarm: alarms[at] === true,
      ...(label === undefined ? {} : { label }),
      ...(why === undefined ? {} : { reasons: why }),
    };
  });
  const [{ renderScores }, { createDocument }] = await Promise.all([
    import("../../report/detector/scores.tsx"),
    import("../../report/page/document.ts"),
  ]);
  const { html } = renderScores({
    ...{ summary, source, strangest, samples, normalScores: facts.normalScores, file: basename(out) },
    findings: { scores, alarms, areUnlike },
    statistics: scalingStatistics(facts),
    reconstructions: await detector.reconstruct(samples),
    errors: (await detector.score(samples)).errors,
    document: createDocument(),
  });
  await writeFileWhole(page, html);
}

/** Samples by their places among all groups. */
function samplesAt({ groups }: KnownSamples, places: readonly number[]): KnownSamples["groups"][number] {
  const found = places.map((place) => {
    let at = place;
    for (const group of groups) {
      if (at < group.count) return takeSamples(group, Int32Array.of(at));
      at -= group.count;
    }
    throw new RangeError(`there is no sample ${place}`);
  });
  return found.reduce((all, one) => joinSamples(all, one));
}
