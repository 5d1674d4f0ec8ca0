import type { SampleValues } from "hourglass-core/internal/data/samples/part.ts";
import type { Autoencoder } from "hourglass-core/internal/inference/autoencoder.ts";
import { decodeSamples, oneClass, type Reconstruction } from "./pictures.ts";

/** What lies on the straight line between the codes of two test images. */
export interface Walk {
  readonly from: Reconstruction;
  readonly to: Reconstruction;
  /** `[sampleSize]` each, as sets have samples: the decodings at equal steps, from the code of `from` to that of `to`, both included; a model that is told a class is told that of `from`. */
  readonly steps: readonly SampleValues[];
}

const stepCount = 10;

/** Walks between the first and the second example, the third and the fourth, and so on. */
export async function drawWalks(model: Autoencoder, examples: readonly Reconstruction[]): Promise<Walk[]> {
  const walks: Walk[] = [];
  for (let index = 0; index + 1 < examples.length; index += 2) {
    const [from, to] = examples.slice(index, index + 2) as [Reconstruction, Reconstruction];
    const codes = new Float32Array(stepCount * model.latentSize);
    for (let step = 0; step < stepCount; step++) {
      const share = step / (stepCount - 1);
      from.code.forEach((value, unit) => {
        codes[step * model.latentSize + unit] = (1 - share) * value + share * to.code[unit]!;
      });
    }
    walks.push({
      from,
      to,
      steps: await decodeSamples(model, codes, oneClass(model, stepCount, from.label)),
    });
  }
  return walks;
}
