import { Hono } from "hono";
import { fileResponse } from "./file-response.ts";
import { openInside, segmentsOf } from "./files.ts";
import { pageHeaders } from "./headers.ts";

/** A file there has a hash of its content in its name. */
const hashedFolder = "assets";
const oneYear = "public, max-age=31536000, immutable";

const nothingHere = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Not found – Hourglass</title>
<body style="font: 1.1rem/1.5 system-ui; max-width: 36rem; margin: 4rem auto; padding: 0 1rem">
<h1>There is nothing here</h1>
<p>This address is none of the studio’s. <a href="/">The studio</a> is one page.</p>
`;

/**
 * The built page. Its files are sent as they are: on loopback, unpacking them would take a browser longer than reading
 * them.
 */
export function pageRoutes(folder: string): Hono {
  return new Hono().get("/*", async (context) => {
    const { pathname } = new URL(context.req.url);
    const segments = pathname === "/" ? ["index.html"] : segmentsOf(pathname.slice(1));
    const found = segments === undefined ? undefined : await openInside(folder, segments);
    if (found === undefined) return context.html(nothingHere, 404, { ...pageHeaders });
    const caching = segments?.[0] === hashedFolder ? oneYear : "no-cache";
    return fileResponse(context, found, { ...pageHeaders, "Cache-Control": caching });
  });
}
