import { expose } from "comlink";
import type { ImageSet } from "hourglass-core/internal/data/image-set.ts";
import { type DigitsPart, drawPart } from "hourglass-lab/internal/data/digits/generate.ts";

// A worker that draws some of the digits, beside others that draw the rest.

export interface DigitsHelper {
  draw(part: DigitsPart): Promise<ImageSet>;
}

const helper: DigitsHelper = { draw: async (part) => (await drawPart(part)).set };

expose(helper);
