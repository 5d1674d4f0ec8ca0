import { HourglassError } from "../../errors.ts";
import type { NpyArray } from "../npy.ts";

/**
 * The names of the classes of images from an array of class numbers, `[N]` or `[N, 1]` of any integers.
 * @param where the file, and the array in it, for messages
 * @param count the number of images that they belong to
 * @throws HourglassError on any other shape or type
 */
export function classesOfArray({ shape, type, data }: NpyArray, where: string, count: number): string[] {
  if (shape[0] !== count || shape.length > 2 || (shape[1] ?? 1) !== 1) {
    const oneHot =
      shape.length === 2 && shape[0] === count ? "; of one-hot labels, save .argmax(axis=1)" : "";
    throw new HourglassError(
      `${where}: expected a label an image, shape [${count}], found shape [${shape.join(", ")}]${oneHot}`,
    );
  }
  if (type.startsWith("float")) {
    throw new HourglassError(
      `${where}: expected labels as integers, found ${type}; convert them with .astype("uint8")`,
    );
  }
  return Array.from<number | bigint, string>(data, String);
}
