import { Unzlib } from "fflate";
import { HourglassError } from "hourglass-core/internal/errors.ts";
import { colourTypes, damagedPng, type PngContent, type PngHeader } from "./png-chunks.ts";

/** A row of pixels, and where in the picture they are. */
export interface Scanline {
  /** The samples, packed as the file has them: the first at the highest bits, 16 bits big-endian. Valid until the next row. */
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly y: number;
  /** The column of the first pixel, and how far apart they are. */
  readonly x: number;
  readonly step: number;
}

/** Some of the pixels of a picture: every `step`th of every `rowStep`th row. */
interface Pass {
  readonly x: number;
  readonly y: number;
  readonly step: number;
  readonly rowStep: number;
  readonly width: number;
  readonly height: number;
}

/** Compressed bytes at a time: deflate makes at most 1032 of each, so that a bomb is noticed before it fills memory. */
const pieceSize = 2 ** 14;

/**
 * Unpacks the pixels of a PNG file, row after row; no more of them are kept than a row.
 * @throws HourglassError where they are damaged, or fewer or more than the header says
 */
export function readScanlines(
  { header, data }: PngContent,
  file: string,
  onLine: (line: Scanline) => void,
): void {
  const lines = createAssembler(header, file, onLine);
  const inflate = new Unzlib((bytes) => lines.push(bytes));
  try {
    for (const part of data) {
      for (let at = 0; at < part.length; at += pieceSize) inflate.push(part.subarray(at, at + pieceSize));
    }
    inflate.push(new Uint8Array(), true);
  } catch (error) {
    if (error instanceof HourglassError) throw error;
    throw damagedPng(file, `its pixels cannot be unpacked (${(error as Error).message})`, error);
  }
  if (!lines.isComplete()) throw damagedPng(file, "it has fewer pixels than its header says");
}

/** Cuts unpacked bytes into rows and undoes their filters. */
function createAssembler(
  header: PngHeader,
  file: string,
  onLine: (line: Scanline) => void,
): { push(bytes: Uint8Array): void; isComplete(): boolean } {
  const bitsPerPixel = header.depth * colourTypes[header.colourType].samples;
  const rowBytes = ({ width }: Pass): number => Math.ceil((width * bitsPerPixel) / 8);
  const passes = passesOf(header);
  // A filter looks at the byte that is a pixel before, or one before where pixels share a byte.
  const distance = Math.ceil(bitsPerPixel / 8);
  let [pass] = passes;
  let row = 0;
  // The byte in front says how the row is filtered.
  let line = new Uint8Array(pass === undefined ? 0 : 1 + rowBytes(pass));
  let above = new Uint8Array(line.length);
  let filled = 0;

  const finishLine = ({ x, y, step, rowStep, width, height }: Pass): void => {
    if (!unfilter(line, above, distance)) {
      throw damagedPng(file, `a row has the filter ${line[0]}, which does not exist`);
    }
    onLine({ bytes: line.subarray(1), width, y: y + row * rowStep, x, step });
    [line, above] = [above, line];
    filled = 0;
    if (++row < height) return;
    row = 0;
    passes.shift();
    [pass] = passes;
    line = new Uint8Array(pass === undefined ? 0 : 1 + rowBytes(pass));
    above = new Uint8Array(line.length);
  };

  return {
    push(bytes) {
      for (let at = 0; at < bytes.length; ) {
        if (pass === undefined) throw damagedPng(file, "it has more pixels than its header says");
        const taken = bytes.subarray(at, at + line.length - filled);
        line.set(taken, filled);
        filled += taken.length;
        at += taken.length;
        if (filled === line.length) finishLine(pass);
      }
    },
    isComplete: () => pass === undefined,
  };
}

/** The passes that have pixels, in order: one, or the seven of Adam7 (section 8.1). */
function passesOf({ height, width, interlaced }: PngHeader): Pass[] {
  const steps: readonly (readonly [x: number, y: number, step: number, rowStep: number])[] = interlaced
    ? [
        [0, 0, 8, 8],
        [4, 0, 8, 8],
        [0, 4, 4, 8],
        [2, 0, 4, 4],
        [0, 2, 2, 4],
        [1, 0, 2, 2],
        [0, 1, 1, 2],
      ]
    : [[0, 0, 1, 1]];
  return steps
    .map(([x, y, step, rowStep]) => ({
      ...{ x, y, step, rowStep },
      width: Math.ceil((width - x) / step),
      height: Math.ceil((height - y) / rowStep),
    }))
    .filter((pass) => pass.width > 0 && pass.height > 0);
}

/** Undoes the filter of a row in place (section 9.2); `false` where there is none of that number. */
function unfilter(line: Uint8Array, above: Uint8Array, distance: number): boolean {
  const [filter = 0] = line;
  const { length } = line;
  // What lies before the first pixel counts as 0.
  const first = 1 + distance;
  switch (filter) {
    case 0:
      return true;
    case 1:
      for (let at = first; at < length; at++) line[at]! += line[at - distance]!;
      return true;
    case 2:
      for (let at = 1; at < length; at++) line[at]! += above[at]!;
      return true;
    case 3:
      for (let at = 1; at < length; at++) {
        const left = at < first ? 0 : line[at - distance]!;
        line[at]! += (left + above[at]!) >> 1;
      }
      return true;
    case 4:
      for (let at = 1; at < length; at++) {
        const left = at < first ? 0 : line[at - distance]!;
        const corner = at < first ? 0 : above[at - distance]!;
        line[at]! += nearest(left, above[at]!, corner);
      }
      return true;
    default:
      return false;
  }
}

/** Paeth's predictor: of three neighbours the one that is nearest to `left + up - corner`. */
function nearest(left: number, up: number, corner: number): number {
  const toLeft = Math.abs(up - corner);
  const toUp = Math.abs(left - corner);
  const toCorner = Math.abs(left + up - 2 * corner);
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}
