import { checkArgument, requireWhole } from "../arguments.ts";
import { imageSize } from "../data/image-set.ts";
import type { Splits } from "../data/split.ts";
import { type ProgressHooks, progressHooksSchema } from "../evaluation/progress.ts";
import { toPixels } from "../inference/to-pixels.ts";
import { requireRuntime } from "../runtime/require-runtime.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { type LinearProbe, trainProbe } from "./classes/linear-probe.ts";
import { type NeighbourVote, voteOfNeighbours } from "./classes/neighbour-vote.ts";
import type { Matrix } from "./matrix.ts";
import { partOf } from "./pacing.ts";
import { type PrincipalComponents, spreadOfPixels } from "./reconstruction/principal-components.ts";
import { remembered } from "./remembered.ts";
import { requireSplits } from "./require-splits.ts";
import { imagesOf, type SplitName } from "./split-name.ts";

/**
 * What the pixels themselves give, without any model: the floor for a code. Everything is computed when first asked for, with
 * the hooks of that call, and kept.
 */
export interface PixelBaseline {
  readonly splits: Splits;
  /** The first `count` principal components of the training split. */
  principalComponents(count: number, hooks?: ProgressHooks): Promise<PrincipalComponents>;
  /** The linear probe of pixels; the splits have labels. */
  probe(hooks?: ProgressHooks): Promise<LinearProbe>;
  /** The nearest neighbours of pixels; the splits have labels. */
  neighbours(hooks?: ProgressHooks): Promise<NeighbourVote>;
}

/** @throws HourglassError on what is no runtime, and what are no splits of images of one size */
export function createPixelBaseline(runtime: Runtime, splits: Splits): PixelBaseline {
  requireRuntime(runtime, "createPixelBaseline");
  requireSplits(splits, "createPixelBaseline", "splits");
  // Made anew for each use: the training images of MNIST take 150 MB as float32.
  const pixels = async (split: SplitName): Promise<Matrix> => {
    const set = imagesOf(splits, split);
    return { rows: set.count, columns: imageSize(set), data: toPixels(set.images) };
  };
  const spread = remembered(async (hooks) => spreadOfPixels(runtime, imagesOf(splits, "train"), hooks));
  const components = new Map<number, PrincipalComponents>();
  return {
    splits,
    principalComponents: async (count, hooks = {}) => {
      requireWhole(count, [1, imageSize(splits.train)], "principalComponents", "count");
      checkArgument(progressHooksSchema, hooks, "principalComponents", "hooks");
      const known = components.get(count);
      if (known !== undefined) return known;
      const found = await (await spread(partOf(hooks, 0, 0.7))).components(count, partOf(hooks, 0.7, 1));
      components.set(count, found);
      return found;
    },
    probe: remembered((hooks) => trainProbe(runtime, splits, pixels, hooks)),
    neighbours: remembered((hooks) => voteOfNeighbours(runtime, splits, pixels, hooks)),
  };
}
