import { open } from "node:fs/promises";
import { UsageError } from "../errors.ts";

/** Far more than any configuration, study or list of layers. */
const longestText = 2 ** 18;

/**
 * The text of a file that a person named: UTF-8, whose byte order mark is left out.
 * @param file its path, as the person wrote it
 * @param what the option or setting that named it, for messages
 * @throws UsageError where there is none, or it cannot be read, is too long or no text
 */
export async function readText(file: string, what: string): Promise<string> {
  const bytes = await readBytes(file, what);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw new UsageError(`${what}: ${file}: expected a text in UTF-8, found other bytes`, { cause: error });
  }
}

async function readBytes(file: string, what: string): Promise<Uint8Array> {
  try {
    const handle = await open(file);
    try {
      // Pipes and devices do not tell how much they have.
      const bytes = new Uint8Array(longestText + 1);
      for (let done = 0; done < bytes.length; ) {
        const { bytesRead } = await handle.read(bytes, done, bytes.length - done, null);
        if (bytesRead === 0) return bytes.subarray(0, done);
        done += bytesRead;
      }
      throw new UsageError(`${what}: ${file}: expected a text of at most ${longestText} bytes, found more`);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${what}: ${whyNotRead(file, error as Error)}`, { cause: error });
  }
}

/** `there is no file nowhere.yaml`, `cannot read runs: it is a folder`. */
function whyNotRead(file: string, error: NodeJS.ErrnoException): string {
  return error.code === "ENOENT" || error.code === "ENOTDIR"
    ? `there is no file ${file || '""'} (seen from ${process.cwd()})`
    : `cannot read ${file}: ${whyUnreadable(error)}`;
}

/** Why a file or folder cannot be read, by what the system says. */
export function whyUnreadable({ code = "", message }: NodeJS.ErrnoException): string {
  return Object.hasOwn(reasons, code) ? (reasons[code] as string) : message;
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "it is not there",
  ENOTDIR: "it is not there",
  EISDIR: "it is a folder",
  EACCES: "its permissions do not let you",
  EPERM: "its permissions do not let you",
  ELOOP: "links lead in a circle",
  ENAMETOOLONG: "its name is too long",
  EMFILE: "too many files are open",
  EIO: "the disk reports an error",
};
