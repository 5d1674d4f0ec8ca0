import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import type { Splits } from "hourglass-core/internal/data/split.ts";
import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import type { ProgressHooks } from "../../evaluation/progress.ts";
import type { Matrix } from "../matrix.ts";
import { partOf } from "../pacing.ts";
import type { SplitName } from "../split-name.ts";
import { accuracyOf } from "./classification.ts";
import { nearestNeighbours } from "./nearest-neighbours.ts";

/** What k-nearest neighbours gives. */
export interface NeighbourVote {
  readonly k: number;
  /** How k was chosen, in words. */
  readonly choice: string;
  /** Of the test split, from 0 to 1. */
  readonly accuracy: number;
}

export const neighbourCounts = [1, 3, 5, 9] as const;
/** Where there is nothing to choose by: scikit-learn's default. */
const neighboursByDefault = 5;

/**
 * Classifies the test split by its nearest neighbours in the training split. k is chosen by the accuracy on the validation
 * split, of equal ones the smallest.
 * @param rowsOf a split's rows, in the order of its images; every split has labels
 */
export async function voteOfNeighbours(
  runtime: Runtime,
  splits: Splits<Samples>,
  rowsOf: (split: SplitName) => Promise<Matrix>,
  hooks: ProgressHooks = {},
): Promise<NeighbourVote> {
  const references = await rowsOf("train");
  const labels = splits.train.labels as Uint8Array;
  const most = Math.min(Math.max(...neighbourCounts), references.rows);
  /** Accuracies of a split by k. */
  const accuraciesOf = async (split: SplitName, part: ProgressHooks): Promise<(k: number) => number> => {
    const places = await nearestNeighbours(runtime, references, await rowsOf(split), most, part);
    return (k) => accuracyOf(vote(places, most, k, labels), splits[split].labels as Uint8Array);
  };
  if (splits.validation.count === 0) {
    const k = Math.min(neighboursByDefault, most);
    const accuracy = (await accuraciesOf("test", hooks))(k);
    return { k, choice: `k = ${k}, as there is no validation split to choose it by`, accuracy };
  }
  const share = splits.validation.count / (splits.validation.count + splits.test.count);
  const onValidation = await accuraciesOf("validation", partOf(hooks, 0, share));
  const [k] = neighbourCounts
    .filter((count) => count <= most)
    .map((count) => [count, onValidation(count)] as const)
    .reduce((best, next) => (next[1] > best[1] ? next : best));
  const onTest = await accuraciesOf("test", partOf(hooks, share, 1));
  return { k, choice: `k = ${k}, by the accuracy on the validation split`, accuracy: onTest(k) };
}

/**
 * The class that most of the first `k` neighbours of each query have; among classes with as many, that of the nearest.
 * @param places `[queries, stride]`, the nearest first
 * @param labels of the references
 */
export function vote(places: Int32Array, stride: number, k: number, labels: Uint8Array): Uint8Array {
  const votes = new Uint16Array(256);
  return Uint8Array.from({ length: places.length / stride }, (_, query) => {
    const near = Array.from(
      places.subarray(query * stride, query * stride + k),
      (place) => labels[place] as number,
    );
    votes.fill(0);
    for (const label of near) votes[label]! += 1;
    return near.reduce((best, label) => (votes[label]! > votes[best]! ? label : best));
  });
}
