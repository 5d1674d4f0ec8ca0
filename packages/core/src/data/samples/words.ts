import { capitalise } from "../../words.ts";
import { kindOfSamples } from "./sample-kinds.ts";
import { isImageShape, type SampleShape } from "./shape.ts";

/**
 * A sentence about images, said of samples of a shape: with the words of their kind for images and pixels. The values of a sample as a
 * whole, which are the raw pixels of an image, are raw values; what is measured in intensity is measured in deviations, by which
 * they are standardised. Of images the sentence stays as it is.
 */
export function inWordsOf(shape: SampleShape, sentence: string): string {
  if (isImageShape(shape)) return sentence;
  const { title, plural, value } = kindOfSamples(shape);
  return sentence
    .replace(
      /\b(raw|as|in|vector of) pixels\b/g,
      (_, before) => `${before === "raw" ? "" : `${before} `}raw values`,
    )
    .replace(/\bintensity\b/g, "deviations")
    .replace(/(^|")pixels,/g, "$1raw values,")
    .replace(/\b(an image|images|image|pixels|pixel)\b/gi, (word) => {
      const said = {
        "an image": `a ${title}`,
        images: plural,
        image: title,
        pixels: value.many,
        pixel: value.one,
      };
      const found = said[word.toLowerCase() as keyof typeof said];
      return word.charAt(0) === word.charAt(0).toUpperCase() ? capitalise(found) : found;
    });
}
