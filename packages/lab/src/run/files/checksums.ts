import { createHash } from "node:crypto";
import { CorruptFileError } from "hourglass-core/internal/errors.ts";
import { showValue } from "hourglass-core/internal/validation.ts";

/** The file that holds the checksums of a folder's files, in the format of `sha256sum`, which can check it as well. */
export const checksumsFile = "SHA256SUMS";

/** Paths inside a folder to the SHA-256 (hex) of the files there. */
export type Checksums = ReadonlyMap<string, string>;

export function sha256(content: Uint8Array | string): string {
  return createHash("sha256").update(content).digest("hex");
}

/** A line a file: the checksum, two spaces, the path; in the order of the paths. */
export function encodeChecksums(checksums: Checksums): string {
  const paths = [...checksums.keys()].sort();
  return paths.map((path) => `${checksums.get(path)}  ${path}\n`).join("");
}

/**
 * @param file its name, for messages
 * @throws CorruptFileError naming a line that is none
 */
export function parseChecksums(text: string, file: string): Checksums {
  const checksums = new Map<string, string>();
  for (const [index, line] of text.split("\n").entries()) {
    if (line === "") continue;
    const [, sum, path] = /^([0-9a-f]{64}) [ *](.+)$/.exec(line) ?? [];
    if (sum === undefined || path === undefined || checksums.has(path)) {
      throw new CorruptFileError(
        `${file}, line ${index + 1}: expected a SHA-256 and the path of a file, each path once, found ${showValue(line)}`,
      );
    }
    checksums.set(path, sum);
  }
  return checksums;
}
