import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { isImages, valuesOf } from "hourglass-core/internal/data/samples/samples.ts";
import { channelsOf, seenSize, tableOf } from "hourglass-core/internal/data/samples/shape.ts";
import type { Autoencoder } from "hourglass-core/internal/inference/autoencoder.ts";
import { seenValues } from "hourglass-core/internal/inference/seen-values.ts";
import type { StoredError } from "hourglass-core/internal/program/losses/loss-kind.ts";
import { storedErrors } from "hourglass-core/internal/program/losses/losses.ts";
import { type CellConfusionCounter, createCellConfusion } from "./brightest-cell.ts";
import { type ChannelErrorCounter, createChannelErrors } from "./channel-errors.ts";
import { type CodebookCounter, createCodebookCounter } from "./codebook.ts";
import { type ColumnErrorCounter, createColumnErrors } from "./column-errors.ts";
import type { ErrorsOfSamples } from "./errors.ts";
import type { Progress } from "./progress.ts";
import { type NotFinite, soundRowsOf } from "./sound.ts";
import { createSparseCodeCounter, type SparseCodeCounter } from "./sparse-code.ts";
import { createVariation, type Variation } from "./variation.ts";

/** What one pass over the test samples shows. */
export interface Seen {
  /** Places of the samples of which all is finite: of these is all that follows. */
  readonly places: Int32Array;
  readonly notFinite: readonly NotFinite[];
  readonly errors: ErrorsOfSamples;
  /** Of images. */
  readonly confusion?: CellConfusionCounter;
  /** Of samples whose channels have units of their own. */
  readonly channelErrors?: ChannelErrorCounter;
  /** Of the rows of a table. */
  readonly columnErrors?: ColumnErrorCounter;
  readonly sparseCode: SparseCodeCounter;
  /** Of codes that are entries of a codebook. */
  readonly codebook?: CodebookCounter;
  /** Of what the model sees and makes. */
  readonly variation: { readonly samples: Variation; readonly reconstructions: Variation };
}

/** Scores, encodes and rebuilds the test samples, a batch at a time. */
export async function lookThrough(model: Autoencoder, test: Samples, progress: Progress): Promise<Seen> {
  const { sampleSize: size, latentSize } = model;
  const confusion = isImages(test) ? createCellConfusion(test) : undefined;
  const { sampleShape } = model.model;
  const table = tableOf(sampleShape);
  const columnErrors = table && createColumnErrors(table);
  const hasChannels = !isImages(test) && table === undefined;
  const channelErrors = hasChannels ? createChannelErrors(channelsOf(sampleShape)) : undefined;
  const sparseCode = createSparseCodeCounter(latentSize);
  const codebook = createCodebookCounter(model);
  const seenValueCount = seenSize(sampleShape);
  const variation = {
    samples: createVariation(seenValueCount),
    reconstructions: createVariation(seenValueCount),
  };
  const places: number[] = [];
  const names = storedErrors(sampleShape);
  const kept: Record<StoredError, number[]> = { bce: [], mse: [] };
  const unsound = { codes: 0, reconstructions: 0, errors: 0 };
  let start = 0;
  for await (const batch of progress.batches(test)) {
    const values = valuesOf(batch);
    const { labels } = batch;
    const scores = await model.score(values, labels);
    const codes = await model.encode(values, labels);
    const reconstructions = await model.decode(codes, labels);
    const areSound = {
      codes: soundRowsOf(codes, latentSize),
      reconstructions: soundRowsOf(reconstructions, size),
      errors: Array.from({ length: batch.count }, (_, row) =>
        names.every((name) => Number.isFinite(scores[name]![row])),
      ),
    };
    const rows = Int32Array.from({ length: batch.count }, (_, row) => row).filter((row) => {
      const faults = parts.filter((part) => !areSound[part][row]);
      for (const part of faults) unsound[part]++;
      return faults.length === 0;
    });
    for (const row of rows) {
      places.push(start + row);
      for (const name of names) kept[name].push(scores[name]![row]!);
    }
    const originals = takeRows(values, rows, size);
    const rebuilt = takeRows(reconstructions, rows, size);
    const sound = takeRows(codes, rows, latentSize);
    sparseCode.add(sound);
    codebook?.add(sound);
    if (originals instanceof Uint8Array) {
      confusion?.add(originals, rebuilt);
      variation.samples.add(originals);
      variation.reconstructions.add(rebuilt);
    } else {
      channelErrors?.add(originals, rebuilt);
      columnErrors?.add(originals, rebuilt);
      variation.samples.add(seenValues(model, originals));
      variation.reconstructions.add(seenValues(model, rebuilt));
    }
    start += batch.count;
  }
  const mse = Float64Array.from(kept.mse);
  return {
    places: Int32Array.from(places),
    notFinite: parts.map((part) => ({ what: `the ${part}`, count: unsound[part], of: test.count })),
    errors: {
      ...(names.includes("bce") ? { bce: Float64Array.from(kept.bce) } : {}),
      ...{ mse, sse: mse.map((value) => value * size) },
    },
    ...(confusion === undefined ? {} : { confusion }),
    ...(channelErrors === undefined ? {} : { channelErrors }),
    ...(columnErrors === undefined ? {} : { columnErrors }),
    ...(codebook === undefined ? {} : { codebook }),
    ...{ sparseCode, variation },
  };
}

const parts = ["codes", "reconstructions", "errors"] as const;

/** Some rows of `[N, size]` values; a view where they are all. */
function takeRows<T extends Uint8Array | Float32Array>(values: T, rows: Int32Array, size: number): T {
  if (rows.length * size === values.length) return values;
  const taken = values.slice(0, rows.length * size) as T;
  for (const [at, row] of rows.entries()) taken.set(values.subarray(row * size, (row + 1) * size), at * size);
  return taken;
}
