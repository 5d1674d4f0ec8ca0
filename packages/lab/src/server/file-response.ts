import { createHash } from "node:crypto";
import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import { getMimeType } from "hono/utils/mime";
import type { OpenFile } from "../data/files/open-file.ts";
import { rangeOf, unsentBecause, type Version } from "./conditions.ts";
import { hiddenContent, wholeContent } from "./content.ts";
import type { HeaderFields } from "./headers.ts";

/** The media types of what runs have and the web has no extension for. */
const ownTypes: Readonly<Record<string, string>> = {
  jsonl: "application/jsonl; charset=utf-8",
  yaml: "application/yaml; charset=utf-8",
};

/**
 * A file as an answer, in pieces, none of which is read before the one before it is sent. Closes the file.
 * @param hidden finds the paths of this machine in a text, which are not sent
 */
export async function fileResponse(
  context: Context,
  file: OpenFile,
  headers: HeaderFields,
  hidden?: RegExp,
): Promise<Response> {
  let isSending = false;
  try {
    const { req } = context;
    const requestHeaders = req.raw.headers;
    const version = versionOf(file, hidden);
    const fields: Record<string, string> = {
      ...headers,
      "Content-Type":
        getMimeType(file.path) ?? getMimeType(file.path, ownTypes) ?? "application/octet-stream",
      "Accept-Ranges": "bytes",
      ETag: version.etag,
      "Last-Modified": version.modified.toUTCString(),
    };
    const unsent = unsentBecause(requestHeaders, version);
    if (unsent !== undefined) return new Response(null, { status: unsent, headers: fields });
    const content = hidden === undefined ? wholeContent(file) : hiddenContent(file, version.etag, hidden);
    if (req.method === "HEAD") {
      // How long a text is without its paths only reading it would tell.
      const length = hidden === undefined ? { "Content-Length": String(await content.size()) } : {};
      return new Response(null, { headers: { ...fields, ...length } });
    }
    const size = await content.size();
    const range = rangeOf(requestHeaders, version, size);
    if (range === "unsatisfiable") {
      return new Response(null, { status: 416, headers: { ...fields, "Content-Range": `bytes */${size}` } });
    }
    const { start, end } = range ?? { start: 0, end: size };
    fields["Content-Length"] = String(end - start);
    if (range !== undefined) fields["Content-Range"] = `bytes ${start}-${end - 1}/${size}`;
    isSending = true;
    return new Response(bodyOf(context, file, content.read(start, end)), {
      status: range === undefined ? 200 : 206,
      headers: fields,
    });
  } finally {
    if (!isSending) await file.handle.close();
  }
}

/**
 * A strong tag, since parts of files are put together by it: what writes a file gives it another inode (a new file is renamed
 * to its name) or another time of change, to the nanosecond, which no program can set.
 */
function versionOf({ stats }: OpenFile, hidden: RegExp | undefined): Version {
  const { dev, ino, size, ctimeNs, mtimeMs } = stats;
  const parts = [dev, ino, size, ctimeNs].map((part) => part.toString(36));
  if (hidden !== undefined) parts.push(createHash("sha256").update(hidden.source).digest("hex").slice(0, 16));
  return { etag: `"${parts.join("-")}"`, modified: new Date(Number(mtimeMs)) };
}

/** Pieces as a body, each read when it is asked for. The file is closed at the end, and when nobody wants more. */
function bodyOf(
  { env }: Context<{ Bindings: Partial<HttpBindings> }>,
  { handle }: OpenFile,
  pieces: AsyncGenerator<Uint8Array>,
): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        try {
          const { done, value } = await pieces.next();
          if (!done) return controller.enqueue(value);
          controller.close();
          await handle.close();
        } catch (error) {
          await handle.close();
          if (env?.outgoing === undefined) throw error;
          // What was promised cannot be sent: the client learns it from the end of the connection.
          env.outgoing.destroy();
        }
      },
      cancel: async () => {
        await pieces.return(undefined);
        await handle.close();
      },
    },
    { highWaterMark: 0 },
  );
}
