import type { SampleValues } from "hourglass-core/internal/data/samples/part.ts";
import type { Autoencoder } from "hourglass-core/internal/inference/autoencoder.ts";
import { conditionOf } from "hourglass-core/internal/model/condition.ts";
import { decodeSamples, eachSample, type Reconstruction } from "./pictures.ts";
import { priorCodes } from "./prior-codes.ts";

/** What a model that is told the class makes of one code as several classes. */
export interface ClassPictures {
  /** The classes that are shown, by their numbers. */
  readonly classes: readonly number[];
  /** A row for each code that was drawn from the prior: its decodings as the classes, `[sampleSize]` each, as sets have samples. */
  readonly drawn: readonly (readonly SampleValues[])[];
  /** A row for each example: the decodings of its code, which was encoded with its own class. */
  readonly swapped: readonly {
    readonly example: Reconstruction;
    readonly drawings: readonly SampleValues[];
  }[];
}

const codeCount = 8;
const exampleCount = 8;
/** More would not fit on a page side by side. */
const mostClasses = 12;
const seed = 1;

/** The same codes as each of the classes; `undefined` for a model whose decoder is told none. */
export async function drawClasses(
  model: Autoencoder,
  examples: readonly Reconstruction[],
): Promise<ClassPictures | undefined> {
  const count = conditionOf({ layers: model.model.decoder });
  if (count === undefined) return undefined;
  const classes = Array.from({ length: Math.min(count, mostClasses) }, (_, label) => label);
  const codes = eachSample(priorCodes(model, codeCount, seed, "codes drawn as classes"), codeCount);
  const shown = examples.slice(0, exampleCount);
  const rows = [...codes, ...shown.map(({ code }) => code)];
  const decoded: SampleValues[][] = [];
  for (const code of rows) {
    const same = new Float32Array(classes.length * code.length);
    for (const place of classes.keys()) same.set(code, place * code.length);
    decoded.push(await decodeSamples(model, same, Uint8Array.from(classes)));
  }
  return {
    classes,
    drawn: decoded.slice(0, codeCount),
    swapped: shown.map((example, row) => ({
      example,
      drawings: decoded[codeCount + row] as SampleValues[],
    })),
  };
}
