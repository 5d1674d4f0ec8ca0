import { type UnzipFileInfo, type Unzipped, unzipSync } from "fflate";
import { checkArgument, whole } from "../arguments.ts";
import { HourglassError } from "../errors.ts";
import { lookUp } from "../validation.ts";
import { decodeNpy, type NpyArray } from "./npy.ts";
import { requireFile } from "./numbers.ts";

/** The arrays of an .npz file: a zip archive of .npy files. */
export interface NpzFile {
  /** The names of its arrays, without `.npy`. */
  readonly names: readonly string[];
  /**
   * Unpacks one of them.
   * @throws UsageError where there is none of that name
   * @throws HourglassError where it cannot be unpacked, or is no array that {@link decodeNpy} reads
   */
  read(name: string): NpyArray;
}

/** More than any archive of arrays has; a hostile one may claim billions, and be short. */
const mostEntries = 10_000;

/**
 * Opens an .npz file as `numpy.savez` and `numpy.savez_compressed` write it. Nothing is unpacked before it is read.
 * @param file names the file in messages
 * @param maximumBytes the most that an array may claim to need, so that a hostile archive allocates no more
 * @throws HourglassError where it is no zip archive
 */
export function openNpz(bytes: Uint8Array, file: string, maximumBytes: number): NpzFile {
  requireFile(bytes, file, "openNpz");
  checkArgument(whole(0), maximumBytes, "openNpz", "maximumBytes");
  const entries = new Map<string, UnzipFileInfo>();
  unpack(bytes, file, (entry) => {
    if (entry.name.endsWith(".npy")) entries.set(entry.name.slice(0, -".npy".length), entry);
    return false;
  });
  return {
    names: [...entries.keys()],
    read: (name) => {
      const entry = lookUp(Object.fromEntries(entries), name, `array in ${file}`);
      const claimed = entry.originalSize;
      if (claimed > maximumBytes) {
        throw new HourglassError(
          `${file}: expected at most ${maximumBytes} bytes for ${name}, found a claim of ${claimed}`,
        );
      }
      const unpacked = unpack(bytes, file, ({ name: found }) => found === entry.name);
      return decodeNpy(unpacked[entry.name] as Uint8Array<ArrayBuffer>, `${file}: ${name}`);
    },
  };
}

function unpack(bytes: Uint8Array, file: string, filter: (entry: UnzipFileInfo) => boolean): Unzipped {
  let seen = 0;
  const limited = (entry: UnzipFileInfo): boolean => {
    if (++seen > mostEntries) throw new RangeError(`it claims more than ${mostEntries} entries`);
    return filter(entry);
  };
  try {
    return unzipSync(bytes, { filter: limited });
  } catch (error) {
    throw new HourglassError(
      `${file}: expected an .npz file (a zip archive of arrays): ${(error as Error).message}`,
      { cause: error },
    );
  }
}
