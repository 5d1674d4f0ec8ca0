/** An image on which a unit is active, and how much. */
export interface ActivatingImage {
  /** Position in the test set. */
  readonly index: number;
  readonly value: number;
}

/** Keeps, for each unit of a code, the images with its greatest values. */
export interface StrongestImages {
  /** Takes the next batch of codes, `[N, latentSize]`, in order of the set. */
  add(codes: Float32Array): void;
  /** The images of a unit, the strongest first; at equal values the earlier image comes first. */
  of(unit: number): readonly ActivatingImage[];
}

export function createStrongestImages(latentSize: number, count: number): StrongestImages {
  const images: ActivatingImage[][] = Array.from({ length: latentSize }, () => []);
  /** The value that an image must exceed to be among a unit's strongest. */
  const least = new Float64Array(latentSize).fill(Number.NEGATIVE_INFINITY);
  let seen = 0;
  return {
    add(codes) {
      for (let position = 0; position < codes.length; position++) {
        const unit = position % latentSize;
        const value = codes[position]!;
        if (value <= least[unit]!) continue;
        const ofUnit = images[unit]!;
        const place = ofUnit.findIndex((image) => image.value < value);
        const index = seen + Math.floor(position / latentSize);
        ofUnit.splice(place < 0 ? ofUnit.length : place, 0, { index, value });
        if (ofUnit.length > count) ofUnit.pop();
        if (ofUnit.length === count) least[unit] = ofUnit[count - 1]!.value;
      }
      seen += codes.length / latentSize;
    },
    of: (unit) => images[unit] ?? [],
  };
}
