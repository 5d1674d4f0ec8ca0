// What a request asks of a file beside its name (RFC 9110, sections 13 and 14): whether it still has it, and which part.

/** By what a version of a file is known. */
export interface Version {
  /** A strong one: of two versions with the same, all bytes are the same. */
  readonly etag: string;
  readonly modified: Date;
}

/** Bytes from `start` until before `end`. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** 304: the client has this version; 412: it wants another. */
export type Unsent = 304 | 412;

type Headers = Pick<globalThis.Headers, "get">;

/** Why the file is not to be sent; `undefined` where it is. */
export function unsentBecause(headers: Headers, { etag, modified }: Version): Unsent | undefined {
  const [match, noneMatch] = [headers.get("If-Match"), headers.get("If-None-Match")];
  if (match !== null) {
    if (!names(match, etag, "strong")) return 412;
  } else if (seconds(modified) > (dateIn(headers, "If-Unmodified-Since") ?? Number.POSITIVE_INFINITY)) {
    return 412;
  }
  if (noneMatch !== null) return names(noneMatch, etag, "weak") ? 304 : undefined;
  return seconds(modified) <= (dateIn(headers, "If-Modified-Since") ?? Number.NEGATIVE_INFINITY)
    ? 304
    : undefined;
}

/**
 * The part of a file that is asked for; `undefined` where that is the whole, also where several parts are asked for: whoever
 * can ask for them takes the whole as well. `unsatisfiable` where the file has no such part.
 * @param size of the file in bytes
 */
export function rangeOf(
  headers: Headers,
  version: Version,
  size: number,
): ByteRange | "unsatisfiable" | undefined {
  const range = /^bytes=(?<parts>.*)$/i.exec(headers.get("Range")?.trim() ?? "")?.groups?.["parts"];
  if (range === undefined || !isOfVersion(headers.get("If-Range"), version)) return undefined;
  const parts = range.split(",").map((part) => part.trim());
  if (parts.length > 1) return undefined;
  const { first, last } = /^(?<first>\d*)-(?<last>\d*)$/.exec(parts[0] ?? "")?.groups ?? {};
  if (first === undefined || last === undefined || (first === "" && last === "")) return "unsatisfiable";
  const start = first === "" ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === "" || last === "" ? size : Math.min(size, Number(last) + 1);
  return start < end ? { start, end } : "unsatisfiable";
}

/** A part is of use to who has another part of this same version. */
function isOfVersion(condition: string | null, { etag, modified }: Version): boolean {
  if (condition === null) return true;
  return condition.includes('"') ? condition.trim() === etag : Date.parse(condition) === seconds(modified);
}

/** Whether a list of entity tags has this one, or is `*`. */
function names(list: string, etag: string, comparison: "strong" | "weak"): boolean {
  if (list.trim() === "*") return true;
  const tags = list.match(/(?:W\/)?"[^"]*"/g) ?? [];
  return tags.some((tag) => tag === etag || (comparison === "weak" && tag === `W/${etag}`));
}

function dateIn(headers: Headers, name: string): number | undefined {
  const time = Date.parse(headers.get(name) ?? "");
  return Number.isNaN(time) ? undefined : time;
}

/** Dates in headers have whole seconds. */
function seconds(date: Date): number {
  return Math.floor(date.getTime() / 1000) * 1000;
}
