/** For whoever wants to be told. */
export interface NoticeOptions {
  /** Is told of what the user may want to know although it is no failure. */
  readonly onNotice?: ((text: string) => void) | undefined;
}
