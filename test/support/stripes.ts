import type { Dataset, ImageSet } from "hourglass-core/internal/data/image-set.ts";
import { createRandom } from "hourglass-core/internal/random/random.ts";

/** A data set of noisy 4 x 4 images of two classes: `rows` have a bright row, `columns` a bright column. */
export function stripesDataset(trainCount: number, testCount: number): Dataset {
  const draw = (count: number, stream: string): ImageSet => {
    const random = createRandom(1, stream);
    const labels = Uint8Array.from({ length: count }, (_, index) => index % 2);
    const images = new Uint8Array(count * 16);
    for (const [image, label] of labels.entries()) {
      const bright = random.below(4);
      for (let pixel = 0; pixel < 16; pixel++) {
        const place = label === 0 ? Math.floor(pixel / 4) : pixel % 4;
        images[image * 16 + pixel] = (place === bright ? 200 : 0) + random.below(40);
      }
    }
    return { count, height: 4, width: 4, channels: 1, images, labels };
  };
  return {
    name: "stripes",
    title: "Stripes <of> & by",
    source: "a test",
    licence: "none",
    classNames: ["rows", "columns"],
    train: draw(trainCount, "train"),
    test: draw(testCount, "test"),
    checksums: { stripes: "5c" },
  };
}
