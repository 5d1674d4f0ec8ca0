import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { extname, join } from "node:path";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

/**
 * A host of files and nothing else: a folder of it, `lab/`, is the site.
 * @param lacks files that it has not
 */
export async function plainHost(
  site: string,
  lacks: (file: string) => boolean = () => false,
): Promise<Server> {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://host").pathname).replace(
      "/lab/",
      "/",
    );
    const file = join(site, path === "/" ? "index.html" : path);
    const content = lacks(file) ? Promise.reject(new Error("not here")) : readFile(file);
    content.then(
      (bytes) => response.writeHead(200, { "content-type": types[extname(file)] ?? "text/plain" }).end(bytes),
      () => response.writeHead(404).end("not here"),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}
