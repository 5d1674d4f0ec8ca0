/** A page with its figures. */
export interface Report {
  /** The whole page in one piece: it loads nothing. */
  readonly html: string;
  /** The same figures and numbers as files, by their path beside the page. */
  readonly files: Map<string, Uint8Array | string>;
}
