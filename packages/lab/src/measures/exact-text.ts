import * as z from "zod";

/** Of each number. */
const bytesEach = 8;
/** Bytes that are written at once: three become four letters, and a call takes only so many arguments. */
const bytesAtOnce = 3 * 8_192;

/** Float64 numbers as a text from which they come back to the bit: their bytes, little-endian, in base64. */
export function exactText(values: ArrayLike<number>): string {
  const view = new DataView(new ArrayBuffer(bytesEach * values.length));
  for (let at = 0; at < values.length; at++) view.setFloat64(bytesEach * at, values[at]!, true);
  const bytes = new Uint8Array(view.buffer);
  const pieces: string[] = [];
  for (let start = 0; start < bytes.length; start += bytesAtOnce) {
    pieces.push(btoa(String.fromCharCode(...bytes.subarray(start, start + bytesAtOnce))));
  }
  return pieces.join("");
}

/** The numbers of {@link exactText}. */
export const exactTextSchema: z.ZodType<Float64Array> = z
  .base64()
  .transform((text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)))
  .refine((bytes) => bytes.length % bytesEach === 0)
  .meta({ expected: "the bytes of float64 numbers in base64" })
  .transform((bytes) => {
    const view = new DataView(bytes.buffer);
    return Float64Array.from({ length: bytes.length / bytesEach }, (_, at) =>
      view.getFloat64(bytesEach * at, true),
    );
  });
