/** The uncompressed bytes of a file and their SHA-256 (hex). */
export interface FileContent {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly sha256: string;
}

/** What of a file is read. */
export interface ContentLimit {
  /** The most bytes, without gzip. */
  readonly maximumBytes: number;
  /** Whether gzip is undone; otherwise a file that is packed by it is taken for what it is. Yes by default. */
  readonly gunzip?: boolean | undefined;
  /** Tells the length of the content by what it starts with: more is not unpacked. */
  readonly length?: ContentLength | undefined;
}

export interface ContentLength {
  /** How many bytes of the start tell it. */
  readonly needs: number;
  /**
   * The length of the whole.
   * @throws HourglassError where the start is none of what should be there
   */
  of(start: Uint8Array): number;
}

/** Puts together the parts of a file's content while they are unpacked. */
export interface ContentCollector {
  add(part: Uint8Array): void;
  finish(): Uint8Array<ArrayBuffer>;
}

/**
 * @param refuse makes the error for content of more than so many bytes
 */
export function collectContent(
  { maximumBytes, length }: ContentLimit,
  refuse: (most: number) => Error,
): ContentCollector {
  const parts: Uint8Array[] = [];
  let most = maximumBytes;
  let total = 0;
  let isTold = length === undefined;
  return {
    add(part) {
      parts.push(part);
      total += part.length;
      if (!isTold && length !== undefined && total >= length.needs) {
        isTold = true;
        most = Math.min(most, length.of(join(parts, total)));
      }
      if (total > most) throw refuse(most);
    },
    finish: () => join(parts, total),
  };
}

function join(parts: readonly Uint8Array[], total: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(total);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
