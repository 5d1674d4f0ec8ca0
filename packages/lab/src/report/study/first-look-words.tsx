import type { ComponentChildren } from "preact";

/** What a figure of a first look means to a newcomer, and what to look at. */
export interface Explanation {
  readonly meaning: ComponentChildren;
  readonly reading?: ComponentChildren;
}

/** @param models the labels of those that are shown: nothing is said of others */
const explanations = (models: readonly string[]): Readonly<Record<string, Explanation>> => ({
  bce: {
    meaning: (
      <>
        <dfn>bce</dfn> is the binary cross-entropy: how far the rebuilt pixels are from the original ones, in
        nats (the unit of information with natural logarithms), mean over pixels.
      </>
    ),
    reading: (
      <>
        The further left a point, the closer are its images to the originals. Grey pixels cost something even
        where they are rebuilt exactly, so no model reaches 0.
        {models.includes("denoising") &&
          " All models are shown clean images here, also denoising, which was trained on noisy ones: to it a clean image is foreign."}
      </>
    ),
  },
  "probe.accuracy": {
    meaning: (
      <>
        A <dfn>probe</dfn> is a simple classifier (logistic regression) that is trained to name the class of
        an image from its code alone; its accuracy is the share of images that it names rightly.
      </>
    ),
    reading: (
      <>
        A probe asks whether a code still knows what the image shows. The broken line is the same classifier
        on the pixels themselves: a code right of it has made the class easier to read, one left of it has
        lost some of it, or hides it from so simple a reader.
      </>
    ),
  },
  "units.l0": {
    meaning: (
      <>
        <dfn>L0</dfn> is how many of a code's values are not 0.
      </>
    ),
    reading: (
      <>
        A value that is 0 takes no part in rebuilding an image.
        {models.includes("sparse") &&
          models.includes("vanilla") &&
          " The model sparse pays for the size of its values, which makes some of them 0; compare its images and its bce with those of vanilla for the price."}
      </>
    ),
  },
});

/** What the presets are, in words that need no others. */
const kinds: Readonly<Record<string, string>> = {
  vanilla: "one hidden layer, which is the code",
  deep: "several layers before the code, and as many after it",
  convolutional: "looks at small neighbourhoods of pixels, the same way everywhere (convolutions)",
  sparse: "pays for the values of its code, so that it uses few of them",
  contractive: "pays for how much its code changes with the image, so that small changes leave it as it is",
  denoising: "is shown images with noise, and is to give back the clean ones",
  variational: "its code is a normal distribution, from which new images can be drawn",
  masked: "is shown half of each image, in squares, and is to give back what was hidden",
  "vector-quantized": "its code is made of entries of a codebook, a list that it learns",
  dictionary: "its code says which few of many directions an image is the sum of",
};

/** What a model is, by the name of its preset; nothing of other names. */
export function kindOf(model: string): string | undefined {
  return Object.hasOwn(kinds, model) ? kinds[model] : undefined;
}

/** @param name the full name of a figure; one that has no words explains itself by its title */
export function explanationOf(name: string | undefined, models: readonly string[]): Explanation {
  const known = explanations(models);
  return name !== undefined && Object.hasOwn(known, name) ? (known[name] as Explanation) : { meaning: "" };
}
