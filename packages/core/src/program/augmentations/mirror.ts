import { gather } from "../../graph/operators/indexing.ts";
import { select } from "../../graph/operators/selection.ts";
import { transpose } from "../../graph/operators/shaping.ts";
import { constant, scalar } from "../../graph/operators/source.ts";
import { bernoulli } from "../../model/noise.ts";
import type { AugmentationKind } from "./augmentation-kind.ts";

/** Images are mirrored left to right with a probability. */
export const mirror: AugmentationKind<"mirror", { readonly share: number }> = {
  name: "mirror",
  title: "mirrored left to right",
  fields: {
    share: { title: "share of images", placeholder: "P", minimum: 0, maximum: 0.99, first: 0.5, step: 0.05 },
  },
  phrase: ({ share }) => `mirrored left to right with probability ${share}`,
  apply: (images, { values, noise, source, imageShape }) => {
    const { height, width, channels } = imageShape;
    const rowSize = width * channels;
    const places = Array.from({ length: height * rowSize }, (_, at) => {
      const [row, inRow] = [Math.floor(at / rowSize), at % rowSize];
      const [column, channel] = [Math.floor(inRow / channels), inRow % channels];
      return row * rowSize + (width - 1 - column) * channels + channel;
    });
    const mirrored = transpose(
      gather(transpose(images, [1, 0]), constant(places, [places.length], "int32")),
      [1, 0],
    );
    return select(bernoulli(noise.bits(source, 1), scalar(values.share)), mirrored, images);
  },
};
