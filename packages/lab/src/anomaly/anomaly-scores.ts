import { kindOfSamples, type Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import type { SampleShape } from "hourglass-core/internal/data/samples/shape.ts";
import { inWordsOf } from "hourglass-core/internal/data/samples/words.ts";
import { UsageError } from "hourglass-core/internal/errors.ts";
import { havingShape, type ScoreWords } from "../detector/detector-score.ts";
import { detectorScores } from "../detector/detector-scores.ts";
import { neighbour } from "../detector/scores/nearest.ts";

/** What is told of a score of a detector. */
export interface AnomalyScore extends Pick<ScoreWords, "name" | "title" | "definition" | "needsImages"> {
  /** Results of earlier versions do not have it. */
  readonly isLater?: true;
}

export type AnomalyScoreName = "error" | "relative" | "angle" | "code" | "neighbour" | "combined";

/** Something for each score: what needs images is absent of other samples, and what came later of earlier results. */
export type OfScores<T> = Readonly<Record<"error" | "code" | "neighbour", T>> & {
  readonly relative?: T;
  readonly angle?: T;
  readonly combined?: T;
};

/** What a detector's score of this name is, in words. */
export function told(name: string): AnomalyScore {
  const { title, definition, needsImages } = detectorScores.of(name);
  return { name, title, definition, ...(needsImages === undefined ? {} : { needsImages }) };
}

/** The scores that ask an autoencoder, by name. None of them knows an anomaly: all they have are normal images. */
export const anomalyScores: Readonly<Record<AnomalyScoreName, AnomalyScore>> = {
  error: told("error"),
  relative: { ...told("relative"), isLater: true },
  angle: told("angle"),
  code: told("code"),
  neighbour: told("neighbour"),
  combined: told("combined"),
};

export const anomalyScoreNames: readonly AnomalyScoreName[] = Object.keys(
  anomalyScores,
) as AnomalyScoreName[];

/** The names of the scores that something has, such as results; in the order of the table. */
export function scoresIn(of: OfScores<unknown>): readonly AnomalyScoreName[] {
  return anomalyScoreNames.filter((name) => of[name] !== undefined);
}

/** The score that a page shows from near: the combined one, or the error where there is none. */
export function headlineScore(of: OfScores<unknown>): AnomalyScoreName {
  return of.combined === undefined ? "error" : "combined";
}

/** What the scores of samples of a shape are, in their words. */
export function scoreDefinitions(shape: SampleShape): OfScores<string> {
  return definitionsFor(shape, anomalyScores) as OfScores<string>;
}

/** The definitions of those that samples of a shape have, in their words. */
export function definitionsFor(
  shape: SampleShape,
  scores: Readonly<Record<string, AnomalyScore>>,
): Readonly<Record<string, string>> {
  const entries = Object.entries(scores).map(([key, score]) => ({ key, ...score }));
  return Object.fromEntries(
    havingShape(entries, shape).map(({ key, definition }) => [key, inWordsOf(shape, definition)]),
  );
}

/**
 * @param what has the samples, for the message
 * @throws UsageError where scores cannot be learnt from so few samples
 */
export function requireNormalSamples(
  what: string,
  samples: Samples,
  train: number,
  validation: number,
): void {
  if (train >= neighbour && validation >= 2) return;
  const { plural } = kindOfSamples(samples);
  throw new UsageError(
    `${what}: expected at least ${neighbour} normal ${plural} to train on and 2 to validate, ` +
      `found ${train} and ${validation}: give more ${plural} of it, or hold out others with --validation`,
  );
}
