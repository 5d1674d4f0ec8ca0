import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { commandPath } from "./command.ts";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

/** Where its site lies, below other folders. */
const folder = "/some/sub/path/";

/** A host of files and nothing else, without a header of its own. */
export interface PlainHost extends AsyncDisposable {
  /** The address of its site. */
  readonly url: string;
  /** What was asked for outside of the site. */
  readonly strays: readonly string[];
}

/**
 * A host of files and nothing else, which has a site in a folder, not at its root.
 * @param site the site's files
 * @param lacks files that it has not
 */
export async function plainHost(
  site: string,
  lacks: (file: string) => boolean = () => false,
): Promise<PlainHost> {
  const strays: string[] = [];
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://host").pathname);
    const isInside = path.startsWith(folder);
    // Browsers ask every host for this one.
    if (!isInside && path !== "/favicon.ico") strays.push(path);
    const file = join(site, path.slice(folder.length) || "index.html");
    const content = !isInside || lacks(file) ? Promise.reject(new Error("not here")) : readFile(file);
    content.then(
      (bytes) => response.writeHead(200, { "content-type": types[extname(file)] ?? "text/plain" }).end(bytes),
      () => response.writeHead(404).end("not here"),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}${folder}`,
    strays,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The page of the studio as it is built, on such a host. */
export function plainStudio(lacks?: (file: string) => boolean): Promise<PlainHost> {
  return plainHost(join(commandPath, "..", "..", "studio"), lacks);
}
