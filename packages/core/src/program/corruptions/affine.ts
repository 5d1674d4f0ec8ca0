import { requireImageShape } from "../../data/samples/samples.ts";
import { multiply } from "../../graph/operators/arithmetic.ts";
import { warped } from "../warp.ts";
import type { CorruptionKind } from "./corruption-kind.ts";

/** Of level 1: degrees to either side, share of the size, and share of each side of the image. */
const most = { degrees: 45, scale: 0.4, shift: 0.2 } as const;

/** What a level allows, in the words of a sentence. */
function limits(level: number): string {
  const [degrees, scale, shift] = [most.degrees, 100 * most.scale, 100 * most.shift].map((limit) =>
    Number((level * limit).toPrecision(3)),
  );
  return `turned by up to ${degrees} degrees, scaled by up to ${scale} % and moved by up to ${shift} % of each side`;
}

/**
 * Images are turned, scaled and moved at random, and the image as it was is what is rebuilt: a code that forgets how its input lies loses nothing. Levels
 * are shares of the limits of level 1.
 */
export const affine: CorruptionKind<"affine", { readonly level: number }> = {
  name: "affine",
  title: "turned, scaled and moved",
  fields: {
    level: {
      title: "share of the largest changes",
      placeholder: "LEVEL",
      minimum: 0,
      maximum: 1,
      first: 0.5,
      step: 0.05,
    },
  },
  axis: "share of turning by 45 degrees, scaling by 40 % and moving by 20 %",
  levels: [0, 0.1, 0.25, 0.5, 0.75, 1],
  phrase: ({ level }) => `being ${limits(level)}`,
  sentence: ({ level }) => `each image is ${limits(level)}`,
  needsImages: true,
  apply: (images, { level, noise, sampleShape }) => {
    const imageShape = requireImageShape(sampleShape, "affine");
    const { height, width } = imageShape;
    const limit = (of: number) => multiply(level, of);
    return warped(
      images,
      {
        angle: limit((most.degrees * Math.PI) / 180),
        scale: limit(most.scale),
        shiftX: limit(most.shift * width),
        shiftY: limit(most.shift * height),
      },
      { imageShape, noise, source: "corruption" },
      "bilinear",
    );
  },
};
