import { HourglassError } from "hourglass-core/internal/errors.ts";
import { sortNaturally } from "hourglass-lab/internal/data/files/natural-order.ts";
import { formats } from "hourglass-lab/internal/data/own/formats.ts";
import { isIdxName } from "hourglass-lab/internal/data/own/idx-folder.ts";
import { isSystemFile, type SourceFolder } from "hourglass-lab/internal/data/own/source-folder.ts";
import type { GivenFile } from "../trainer/trainer-api.ts";
import { canDecodePictures, decodePicture } from "./decode-picture.ts";
import { sha256, uncompressed } from "./file-bytes.ts";

/**
 * Files that a person gave to the page, as the folder that the command line would be given: the folder that all of them are
 * in, if there is one, is that of the data. Files whose content says what they are have names that say so.
 */
export async function givenFolder(name: string, given: readonly GivenFile[]): Promise<SourceFolder> {
  const named = await Promise.all(
    given
      .filter(({ path }) => !path.split("/").some(isSystemFile))
      .map(async (file) => ({ ...file, place: `${file.path}${await missingEnding(file)}` })),
  );
  const hasIdx = named.some(({ place }) => isIdxName(place));
  const files = new Map<string, GivenFile>();
  const { length } = commonFolder(named, hasIdx);
  for (const { place, ...file } of named) files.set(place.slice(length), file);

  const fileAt = (place: string): GivenFile => {
    const file = files.get(place);
    if (file === undefined) throw new HourglassError(`cannot read ${place}: it is not there`);
    return file;
  };
  return {
    name,
    pathOf: (place) => (place === "" ? name : (files.get(place)?.path ?? place)),
    list: async (place) => {
      const start = place === "" ? "" : `${place}/`;
      const inside = [...files.keys()].filter((path) => path.startsWith(start));
      const names = inside.map((path) => path.slice(start.length).split("/"));
      return {
        files: sortNaturally(names.filter(({ length }) => length === 1).map(([file = ""]) => file)),
        folders: sortNaturally(
          new Set(names.filter(({ length }) => length > 1).map(([folder = ""]) => folder)),
        ),
      };
    },
    read: async (place, limit) => {
      const { path, content } = fileAt(place);
      const bytes = await uncompressed(content, path, limit);
      return { bytes, sha256: await sha256(bytes) };
    },
    decodePicture: canDecodePictures() ? decodePicture : undefined,
    sha256: async (parts) => sha256(new Uint8Array(await new Blob([...parts]).arrayBuffer())),
  };
}

/** The folder that all files are in, with its slash: of IDX files the innermost, since their folders mean nothing. */
function commonFolder(files: readonly { readonly place: string }[], isDeep: boolean): string {
  let common = "";
  for (;;) {
    const [first] = files[0]?.place.slice(common.length).split("/") ?? [];
    const next = `${common}${first}/`;
    if (first === undefined || !files.every(({ place }) => place.startsWith(next))) return common;
    if (!isDeep && common !== "") return common;
    common = next;
  }
}

/** What a name lacks to say what its file is: browsers and people rename files. */
async function missingEnding({ path, content }: GivenFile): Promise<string> {
  if (formats.kinds.some((format) => format.isFile(path))) return "";
  // Enough of a packed file to unpack its first bytes.
  const start = await firstBytes(content.slice(0, 4096));
  return formats.kinds.flatMap(({ endingOf }) => endingOf?.(start) ?? [])[0] ?? "";
}

async function firstBytes(start: Blob): Promise<Uint8Array> {
  const bytes = new Uint8Array(await start.arrayBuffer());
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    const reader = start.stream().pipeThrough(new DecompressionStream("gzip")).getReader();
    const { value } = await reader.read();
    await reader.cancel().catch(() => undefined);
    return value ?? new Uint8Array();
  } catch {
    return new Uint8Array();
  }
}
