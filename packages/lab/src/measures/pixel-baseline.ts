import { checkArgument, requireWhole } from "hourglass-core/internal/arguments.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { shapeOf } from "hourglass-core/internal/data/samples/samples.ts";
import { seenSize } from "hourglass-core/internal/data/samples/shape.ts";
import type { Splits } from "hourglass-core/internal/data/split.ts";
import { requireRuntime } from "hourglass-core/internal/runtime/require-runtime.ts";
import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import type { ProgressHooks } from "../evaluation/progress.ts";
import { type LinearProbe, trainProbe } from "./classes/linear-probe.ts";
import { clusterManifold } from "./classes/manifold-clusters.ts";
import { type NeighbourVote, voteOfNeighbours } from "./classes/neighbour-vote.ts";
import type { Agreement } from "./classes/partition-agreement.ts";
import { agreementCodec, componentsCodec, neighboursCodec, probeCodec } from "./fit-codecs.ts";
import type { Matrix } from "./matrix.ts";
import { partOf } from "./pacing.ts";
import { rawValues, seenBy } from "./raw-values.ts";
import { type PrincipalComponents, spreadOfValues } from "./reconstruction/principal-components.ts";
import { remembered } from "./remembered.ts";
import { requireSplits } from "./require-splits.ts";
import {
  type FitCodec,
  type FitHooks,
  fitHooksSchema,
  type SharedFits,
  sharedFitsSchema,
} from "./shared-fits.ts";
import { type SplitName, samplesOf } from "./split-name.ts";

/**
 * What the raw values of samples give, such as the pixels of images, without any model: the floor for a code. Everything is computed
 * when first asked for, with the hooks of that call, and kept.
 */
export interface PixelBaseline {
  readonly splits: Splits<Samples>;
  /** The first `count` principal components of the training split. */
  principalComponents(count: number, hooks?: FitHooks): Promise<PrincipalComponents>;
  /** The linear probe of raw values; the splits have labels. */
  probe(hooks?: FitHooks): Promise<LinearProbe>;
  /** The nearest neighbours of raw values; the splits have labels. */
  neighbours(hooks?: FitHooks): Promise<NeighbourVote>;
  /** The clusters of raw values on the manifold of the test samples, as N2D finds them; the splits have labels. */
  manifold(hooks?: FitHooks): Promise<Agreement>;
}

/** Nobody else computes them. */
const alone: SharedFits = { once: (_name, _codec, compute) => compute() };

/**
 * @param shared where other processes ask for the same: what one of them has computed serves all
 * @throws HourglassError on what is no runtime, and what are no splits of samples of one shape
 */
export function createPixelBaseline(
  runtime: Runtime,
  splits: Splits<Samples>,
  shared: SharedFits = alone,
): PixelBaseline {
  requireRuntime(runtime, "createPixelBaseline");
  requireSplits(splits, "createPixelBaseline", "splits");
  checkArgument(sharedFitsSchema, shared, "createPixelBaseline", "shared");
  // Made anew for each use: the training images of MNIST take 150 MB as float32.
  const seen = seenBy(splits.train);
  const values = async (split: SplitName): Promise<Matrix> => rawValues(seen(samplesOf(splits, split)));
  const spread = remembered(async (hooks) =>
    spreadOfValues(runtime, seen(samplesOf(splits, "train")), hooks),
  );
  const components = new Map<number, PrincipalComponents>();
  const fitted = <T>(
    name: string,
    codec: FitCodec<T>,
    fit: (hooks: ProgressHooks) => Promise<T>,
  ): ((hooks?: FitHooks) => Promise<T>) =>
    remembered((hooks) => shared.once(name, codec, () => fit(partOf(hooks, 0, 1)), hooks));
  return {
    splits,
    principalComponents: async (count, hooks = {}) => {
      requireWhole(count, [1, seenSize(shapeOf(splits.train))], "principalComponents", "count");
      checkArgument(fitHooksSchema, hooks, "principalComponents", "hooks");
      const known = components.get(count);
      if (known !== undefined) return known;
      const compute = async (): Promise<PrincipalComponents> =>
        (await spread(partOf(hooks, 0, 0.7))).components(count, partOf(hooks, 0.7, 1));
      const found = await shared.once(`components-${count}`, componentsCodec, compute, hooks);
      components.set(count, found);
      return found;
    },
    probe: fitted("probe", probeCodec, (hooks) => trainProbe(runtime, splits, values, hooks)),
    neighbours: fitted("neighbours", neighboursCodec, (hooks) =>
      voteOfNeighbours(runtime, splits, values, hooks),
    ),
    manifold: fitted("manifold", agreementCodec, async (hooks) => {
      const classes = new Set(splits.train.labels).size;
      return clusterManifold(await values("test"), splits.test.labels as Uint8Array, classes, hooks);
    }),
  };
}
