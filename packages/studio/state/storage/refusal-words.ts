// Why a browser stores nothing, in words: its own are of no use to a person.

const goesOn = "The page works without: what is trained and kept here lasts until it is closed.";

/** Where there is room, but no more. */
export const noRoomWords: string =
  "The browser has no room left for this page, so the newest model is not stored and lasts until the page is closed; " +
  "remove kept models under Compare, or free space on the disk.";

export function refusalWords(error: unknown): string {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "VersionError") {
    return `Models were stored here by a newer version of this page, which this one cannot read: load the page again to have the newer one. ${goesOn}`;
  }
  if (name === "SecurityError" || name === "InvalidStateError") {
    return `This browser stores nothing for the page, as in a private window or by its settings. ${goesOn}`;
  }
  return `The browser's store for this page cannot be read or written${name === "" ? "" : ` (${name})`}. ${goesOn}`;
}
