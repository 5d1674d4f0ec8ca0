/** The uncompressed bytes of a file and their SHA-256 (hex). */
export interface FileContent {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly sha256: string;
}
