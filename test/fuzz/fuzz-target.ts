/** A reader of what comes from outside: whatever it is given, it gives a value or an error of ours. */
export interface FuzzTarget {
  readonly name: string;
  /** Files that it reads, to be changed. */
  readonly seeds: readonly Uint8Array[];
  /** @throws HourglassError on what it cannot read; any other error is a fault */
  run(bytes: Uint8Array<ArrayBuffer>): unknown;
}

/** Whether a message is for people: short, and none of a library or of the language. */
export function isForPeople(message: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return message.length < 1500 && !/undefined|\[object|is not a function|[\u0000-\u001f]/.test(message);
}
