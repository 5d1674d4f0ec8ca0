import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** Answers the request with this number (0 for the first). */
export type Handler = (request: IncomingMessage, response: ServerResponse, number: number) => void;

/** A web server on the loopback address that does what a test tells it to, and remembers what it was asked. */
export interface WebServer extends AsyncDisposable {
  /** Its address, with a final slash. */
  readonly url: string;
  readonly requests: readonly IncomingMessage[];
  breakConnections(): void;
}

export async function startServer(handler: Handler): Promise<WebServer> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    handler(request, response, requests.length - 1);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    requests,
    breakConnections: () => server.closeAllConnections(),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The address of a port on which nobody listens. */
export async function refusingUrl(): Promise<string> {
  await using server = await startServer(() => {});
  return server.url;
}

/** A well-behaved server's answer: ranges, ETags and If-Range as RFC 9110 has them. */
export function serve(
  request: IncomingMessage,
  response: ServerResponse,
  body: Uint8Array,
  etag = '"1"',
): void {
  const range = /^bytes=(\d+)-$/.exec(request.headers.range ?? "");
  const start = range !== null && request.headers["if-range"] === etag ? Number(range[1]) : 0;
  response.writeHead(start > 0 ? 206 : 200, {
    etag,
    "content-length": body.length - start,
    ...(start > 0 ? { "content-range": `bytes ${start}-${body.length - 1}/${body.length}` } : {}),
  });
  response.end(body.subarray(start));
}

/** Promises the whole body, sends the first `sent` bytes, and waits. */
export function stallAfter(response: ServerResponse, body: Uint8Array, sent: number, etag?: string): void {
  response.writeHead(200, { "content-length": body.length, ...(etag === undefined ? {} : { etag }) });
  response.write(body.subarray(0, sent));
}
