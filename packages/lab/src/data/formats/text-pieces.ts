import { HourglassError } from "hourglass-core/internal/errors.ts";

/** Bytes that are decoded at a time: a text of hundreds of megabytes is more than engines take in one piece. */
const pieceSize = 2 ** 20;

/** Some of a text, whose lines end in `\n` whatever ends them in the file. */
export interface TextPiece {
  readonly text: string;
  readonly isLast: boolean;
}

/**
 * Decodes a text in UTF-8 piece by piece, without its byte order mark.
 * @param path for messages
 * @throws HourglassError on what is no text, naming the line
 */
export function* piecesOfText(bytes: Uint8Array<ArrayBuffer>, path: string): Generator<TextPiece> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let line = 1;
  let held = "";
  for (let start = 0; start < bytes.length; start += pieceSize) {
    const part = bytes.subarray(start, start + pieceSize);
    const isLast = start + pieceSize >= bytes.length;
    let decoded = held + decode(decoder, part, isLast, () => `${path}, line ${line}`);
    // The end of a line may be two characters, of which this piece has one.
    held = !isLast && decoded.endsWith("\r") ? "\r" : "";
    decoded = decoded.slice(0, decoded.length - held.length);
    const text = decoded.includes("\r") ? decoded.replaceAll(/\r\n?/g, "\n") : decoded;
    const zero = text.indexOf("\0");
    if (zero >= 0) {
      const at = line + ends(text.slice(0, zero));
      throw new HourglassError(
        `${path}, line ${at}: expected text, found a zero byte: it is a file of another kind`,
      );
    }
    yield { text, isLast };
    line += ends(text);
  }
}

function decode(decoder: TextDecoder, part: Uint8Array, isLast: boolean, where: () => string): string {
  try {
    return decoder.decode(part, { stream: !isLast });
  } catch (error) {
    throw new HourglassError(
      `${where()}: expected text in UTF-8, found other bytes on it or after it: save the file as UTF-8`,
      { cause: error },
    );
  }
}

function ends(text: string): number {
  return text.split("\n").length - 1;
}
