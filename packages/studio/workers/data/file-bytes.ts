import { HourglassError } from "hourglass-core/internal/errors.ts";
import { type ContentLimit, collectContent } from "hourglass-core/internal/files/file-content.ts";

/**
 * The bytes of a file, gzip undone where it begins with its magic number 1f 8b: servers and browsers undo some by themselves.
 * @param file names it in messages
 * @param limit what is more is refused, before it is unpacked
 * @throws HourglassError where the gzip data are damaged, or hold too much
 */
export async function uncompressed(
  content: Blob,
  file: string,
  limit: ContentLimit = { maximumBytes: Number.POSITIVE_INFINITY },
): Promise<Uint8Array<ArrayBuffer>> {
  const [first, second] = new Uint8Array(await content.slice(0, 2).arrayBuffer());
  if (first !== 0x1f || second !== 0x8b || limit.gunzip === false) {
    if (content.size > limit.maximumBytes) throw tooLarge(file, limit.maximumBytes);
    return new Uint8Array(await content.arrayBuffer());
  }
  const unpacked = collectContent(limit, (most) => tooLarge(file, most));
  const reader = content.stream().pipeThrough(new DecompressionStream("gzip")).getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) unpacked.add(part.value);
  } catch (error) {
    await reader.cancel().catch(() => undefined);
    if (error instanceof HourglassError) throw error;
    throw new HourglassError(
      `${file}: the gzip data are damaged or cut off, or in several parts; unpack the file`,
      {
        cause: error,
      },
    );
  }
  return unpacked.finish();
}

function tooLarge(file: string, maximumBytes: number): HourglassError {
  return new HourglassError(`${file}: expected at most ${maximumBytes} bytes of content, found more`);
}

/** Whether browsers trust this page with checksums. */
export function canHash(): boolean {
  return globalThis.crypto?.subtle !== undefined;
}

/**
 * SHA-256 as hexadecimal digits.
 * @throws HourglassError on a page that browsers do not trust with it
 */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  if (!canHash()) {
    throw new HourglassError(
      "this page cannot check its data: browsers let only pages by https, or from localhost, do that; open it so",
    );
  }
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
