import type { FileEntry, ZipReader } from "@zip.js/zip.js";
import { checkArgument, nameSchema, whole } from "hourglass-core/internal/arguments.ts";
import type { NpyArray } from "hourglass-core/internal/data/array.ts";
import { requireFile } from "hourglass-core/internal/data/numbers.ts";
import { HourglassError } from "hourglass-core/internal/errors.ts";
import { visible } from "hourglass-core/internal/validation.ts";
import { decodeNpy, requireNpyLength } from "./npy.ts";
import { npyHeaderBytes, readNpyHeader } from "./npy-header.ts";

/** The arrays of an .npz file: a zip archive of .npy files. */
export interface NpzFile {
  /** The names of its arrays, without `.npy`. */
  readonly names: readonly string[];
  /**
   * Unpacks one of them.
   * @throws HourglassError where it cannot be unpacked, or is no array that {@link decodeNpy} reads
   */
  read(name: string): Promise<NpyArray>;
}

/** More than any archive of arrays has; a hostile one may claim billions, and be short. */
const mostEntries = 10_000;

/** What the zip library says, in words that say what to do. */
const reasons: Readonly<Record<string, string>> = {
  "Invalid CRC32": "its checksum is wrong: the file is damaged; save or copy it anew",
  "Invalid compressed data": "its compressed data are damaged; save or copy the file anew",
  "Invalid uncompressed size": "it has more or fewer bytes than the archive says; save or copy the file anew",
  "Entry data out of bounds": "it goes beyond the end of the file, which is cut off or damaged",
  "File contains encrypted entry": "it is encrypted; save it without a password",
  "Overlapping entry found": "it shares bytes with another, as no program writes them",
  "Ambiguous archive": "the archive says two things of one array; save it anew",
};

/**
 * Opens an .npz file as `numpy.savez` and `numpy.savez_compressed` write it. Nothing is unpacked before it is read; what is
 * read is checked against its checksum.
 * @param file names the file in messages
 * @param maximumBytes the most that an array may claim to need, so that a hostile archive allocates no more
 * @throws HourglassError where it is no zip archive
 */
export async function openNpz(
  bytes: Uint8Array<ArrayBuffer>,
  file: string,
  maximumBytes: number,
): Promise<NpzFile> {
  requireFile(bytes, file, "openNpz");
  checkArgument(whole(0), maximumBytes, "openNpz", "maximumBytes");
  // The build that unpacks by what Node and browsers have themselves.
  const { Uint8ArrayReader, ZipReader } = await import("@zip.js/zip.js/index-native.js");
  // Names are never those of files to be written, so that any will do.
  const strict = {
    strictness: "strict",
    filenameValidation: "tolerant",
    checkOverlappingEntry: true,
    // Of every array, its CRC-32.
    checkSignature: true,
  } as const;
  const archive = new ZipReader(new Uint8ArrayReader(bytes), { ...strict, useWebWorkers: false });
  const entries = await findArrays(archive, file);
  return {
    names: [...entries.keys()],
    read: async (name) => {
      checkArgument(nameSchema, name, file, "name");
      const entry = entries.get(name);
      if (entry === undefined) {
        throw new HourglassError(
          `${file}: expected an array called ${visible(name)}, found ${[...entries.keys()].map((one) => visible(one)).join(", ") || "none"}`,
        );
      }
      const where = `${file}: ${visible(name)}`;
      if (entry.uncompressedSize > maximumBytes) {
        throw new HourglassError(
          `${file}: expected at most ${maximumBytes} bytes for ${visible(name)}, found a claim of ${entry.uncompressedSize}`,
        );
      }
      return decodeNpy(await unpack(entry, where), where);
    },
  };
}

async function findArrays(
  archive: ZipReader<unknown>,
  file: string,
): Promise<ReadonlyMap<string, FileEntry>> {
  const entries = new Map<string, FileEntry>();
  let seen = 0;
  try {
    for await (const entry of archive.getEntriesGenerator()) {
      if (++seen > mostEntries) throw new RangeError(`it has more than ${mostEntries} entries`);
      const name = entry.filename.replace(/\.npy$/, "");
      if (!entry.directory && name !== entry.filename) entries.set(name, entry);
    }
    return entries;
  } catch (error) {
    throw new HourglassError(
      `${file}: expected an .npz file (a zip archive of arrays): ${reasonOf(error as Error)}`,
      { cause: error },
    );
  }
}

/** The bytes of an entry, of which no more are kept than its own header says that the array has. */
async function unpack(entry: FileEntry, where: string): Promise<Uint8Array<ArrayBuffer>> {
  const size = entry.uncompressedSize;
  // The header first; then, where it says the same as the archive, room for all.
  let kept = new Uint8Array(Math.min(size, npyHeaderBytes));
  let filled = 0;
  const enlarge = (): void => {
    if (kept.length === size) throw new RangeError("Invalid uncompressed size");
    requireNpyLength(readNpyHeader(kept, where), size, where);
    const whole = new Uint8Array(size);
    whole.set(kept);
    kept = whole;
  };
  const writable = new WritableStream<Uint8Array>({
    write(part) {
      for (let rest = part; rest.length > 0; ) {
        if (filled === kept.length) enlarge();
        const taken = rest.subarray(0, kept.length - filled);
        kept.set(taken, filled);
        filled += taken.length;
        rest = rest.subarray(taken.length);
      }
    },
  });
  try {
    await entry.getData(writable);
    return kept;
  } catch (error) {
    if (error instanceof HourglassError) throw error;
    throw new HourglassError(`${where}: the array cannot be unpacked: ${reasonOf(error as Error)}`, {
      cause: error,
    });
  }
}

function reasonOf({ message }: Error): string {
  return Object.hasOwn(reasons, message) ? (reasons[message] as string) : visible(message);
}
