import type { ContentLimit, FileContent } from "hourglass-core/internal/files/file-content.ts";
import type { Picture } from "../formats/scale-image.ts";

/** What a folder holds, by name, in natural order. */
export interface Listing {
  readonly files: readonly string[];
  readonly folders: readonly string[];
}

/** A folder with data of one's own, be it on disk or given to a page. A place in it is a path with slashes; its own is empty. */
export interface SourceFolder {
  readonly name: string;
  /** A place as people know it, for messages. */
  pathOf(place: string): string;
  /** What is directly in a folder, without the files that systems put there unasked. */
  list(place: string): Promise<Listing>;
  /** The content of a file. */
  read(place: string, limit: ContentLimit, signal?: AbortSignal): Promise<FileContent>;
  /** SHA-256 (hex) of all parts, one after the other. */
  sha256(parts: Iterable<Uint8Array<ArrayBuffer>>): Promise<string>;
  /**
   * Decodes pictures that are no PNG files, where there is what does that: browsers have it.
   * @throws HourglassError naming the file
   */
  readonly decodePicture?: ((bytes: Uint8Array<ArrayBuffer>, file: string) => Promise<Picture>) | undefined;
}

/** Whether a name is that of a file or folder that systems put into folders unasked. */
export function isSystemFile(name: string): boolean {
  return /^(\..*|thumbs\.db|desktop\.ini|__macosx)$/i.test(name);
}

/** Some names for a message, that there are more, or that there is nothing. */
export function describeNames(names: readonly string[]): string {
  const more = names.length > 3 ? ` and ${names.length - 3} more` : "";
  return names.length === 0 ? "nothing" : `${names.slice(0, 3).join(", ")}${more}`;
}

/** A folder in a folder, which keeps the name of the outer one. */
export function folderWithin(outer: SourceFolder, folder: string): SourceFolder {
  const inside = (place: string): string => (place === "" ? folder : `${folder}/${place}`);
  return {
    ...outer,
    pathOf: (place) => outer.pathOf(inside(place)),
    list: (place) => outer.list(inside(place)),
    read: (place, limit, signal) => outer.read(inside(place), limit, signal),
  };
}
