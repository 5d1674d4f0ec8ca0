import type { SampleValues } from "hourglass-core/internal/data/samples/part.ts";
import type { Autoencoder } from "hourglass-core/internal/inference/autoencoder.ts";
import { type ModelCodebook, modelCodebook } from "hourglass-core/internal/inference/codebook.ts";
import { featureCount } from "hourglass-core/internal/model/reshaping.ts";
import { decodeSamples, type Reconstruction } from "./pictures.ts";

/** How a codebook is used over the test images. */
export interface CodebookMeasures {
  readonly entries: number;
  /** The values of an entry. */
  readonly size: number;
  /** How the entries of a code lie: `[7, 7]`, or `[4]` in a row. */
  readonly places: readonly number[];
  /** How often each entry is one of a code, over images and places. */
  readonly uses: readonly number[];
  /** Entries that are used at all. */
  readonly used: number;
  /**
   * exp of the entropy of the shares of the entries, in entries: as many, equally often used, would be as uneven. Van den Oord, Vinyals and
   * Kavukcuoglu, "Neural discrete representation learning", 2017, report it so.
   */
  readonly perplexity: number;
  /** The entropy of a code, were its entries independent of each other: places times log2 of the perplexity. */
  readonly bits: number;
}

/** What entries look like, and which of them the examples are made of. */
export interface CodebookPictures {
  /** Decodings of codes that have one entry at every place, those that are used most often: `[sampleSize]` each, as sets have samples. */
  readonly entries: readonly {
    readonly entry: number;
    readonly uses: number;
    readonly drawing: SampleValues;
  }[];
  /** The entries of each example, in the order of the places. */
  readonly examples: readonly Int32Array[];
}

const mostDrawn = 64;

/** Counts entries batch by batch. */
export interface CodebookCounter {
  /** `[N, latentSize]` */
  add(codes: Float32Array): void;
  measures(): CodebookMeasures;
  pictures(model: Autoencoder, examples: readonly Reconstruction[]): Promise<CodebookPictures>;
}

/** `undefined` for a model whose codes are not entries of a codebook. */
export function createCodebookCounter({ model, weights }: Autoencoder): CodebookCounter | undefined {
  const codebook = modelCodebook(model, weights);
  if (codebook === undefined) return undefined;
  const uses = Array<number>(codebook.count).fill(0);
  return {
    add: (codes) => {
      for (const entry of codebook.indicesOf(codes)) uses[entry] = (uses[entry] as number) + 1;
    },
    measures: () => describeUse(codebook, uses),
    pictures: async (autoencoder, examples) => ({
      entries: await drawEntries(autoencoder, codebook, uses),
      examples: examples.map(({ code }) => codebook.indicesOf(code)),
    }),
  };
}

function describeUse({ count, size, places }: ModelCodebook, uses: readonly number[]): CodebookMeasures {
  const total = uses.reduce((sum, times) => sum + times, 0);
  const shares = uses.filter((times) => times > 0).map((times) => times / total);
  const entropy = -shares.reduce((sum, share) => sum + share * Math.log(share), 0);
  const each = featureCount(places);
  return {
    ...{ entries: count, size, places },
    uses: [...uses],
    used: shares.length,
    perplexity: Math.exp(entropy),
    bits: (each * entropy) / Math.LN2,
  };
}

async function drawEntries(
  autoencoder: Autoencoder,
  codebook: ModelCodebook,
  uses: readonly number[],
): Promise<CodebookPictures["entries"]> {
  const shown = [...uses.keys()]
    .filter((entry) => uses[entry] !== 0)
    .sort((a, b) => (uses[b] as number) - (uses[a] as number) || a - b)
    .slice(0, mostDrawn);
  const each = featureCount(codebook.places);
  const indices = shown.flatMap((entry) => Array<number>(each).fill(entry));
  const drawings = await decodeSamples(autoencoder, codebook.codesOf(indices));
  return shown.map((entry, row) => ({
    entry,
    uses: uses[entry] as number,
    drawing: drawings[row] as SampleValues,
  }));
}
