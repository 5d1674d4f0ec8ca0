import type { NpyArray } from "hourglass-core/internal/data/array.ts";
import { HourglassError } from "hourglass-core/internal/errors.ts";
import { showValue } from "hourglass-core/internal/validation.ts";

/** Class names stand in tables and legends. */
export const longestClassName = 200;

/**
 * The names of the classes of images from an array of classes, `[N]` or `[N, 1]`: whole numbers of any type, texts, or truth
 * values, which are called as Python calls them.
 * @param where the file, and the array in it, for messages
 * @param count the number of images that they belong to
 * @throws HourglassError on any other shape or value
 */
export function classesOfArray({ shape, type, data }: NpyArray, where: string, count: number): string[] {
  if (shape[0] !== count || shape.length > 2 || (shape[1] ?? 1) !== 1) {
    const oneHot =
      shape.length === 2 && shape[0] === count ? "; of one-hot labels, save .argmax(axis=1)" : "";
    throw new HourglassError(
      `${where}: expected a label an image, shape [${count}], found shape [${shape.join(", ")}]${oneHot}`,
    );
  }
  const refuse = (index: number, expected: string): never => {
    throw new HourglassError(
      `${where}: expected ${expected}, found ${showValue(data[index])} at index [${index}]; labels name classes: ` +
        "leave out those that do not",
    );
  };
  return Array.from<number | bigint | string, string>(data, (label, index) => {
    if (type === "bool") return label === 0 ? "False" : "True";
    if (typeof label === "number" && !Number.isInteger(label)) refuse(index, "labels that are whole numbers");
    if (typeof label === "string" && (label === "" || label.length > longestClassName)) {
      refuse(index, `labels of 1 to ${longestClassName} characters`);
    }
    return String(label);
  });
}
