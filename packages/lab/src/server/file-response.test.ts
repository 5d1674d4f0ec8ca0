import { once } from "node:events";
import { readdir, readlink, stat, truncate, utimes, writeFile } from "node:fs/promises";
import { type ClientRequest, type IncomingMessage, request } from "node:http";
import { connect } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type TemporaryFolder, temporaryFolder } from "../../../../test/support/temporary-folder.ts";
import { type RunningServer, startServer } from "./start-server.ts";

/** More than what the system holds of a file for a reader that has stopped. */
const size = 40_000_000;
const bytes = Uint8Array.from({ length: 1000 }, (_, index) => index);

let folder: TemporaryFolder;
let server: RunningServer;

const inside = (...names: readonly string[]): string => join(folder.path, ...names);

beforeAll(async () => {
  folder = await temporaryFolder();
  await writeFile(inside("bytes.wasm"), bytes);
  await writeFile(inside("index.html"), "");
  await writeFile(inside("large.wasm"), "");
  await truncate(inside("large.wasm"), size);
  server = await startServer({ page: folder.path, runs: inside("runs"), dataDir: inside("data"), port: 0 });
});

afterAll(async () => {
  await server.close();
  await folder[Symbol.asyncDispose]();
});

const get = (headers: Readonly<Record<string, string>> = {}, method = "GET"): Promise<Response> =>
  fetch(`${server.url}bytes.wasm`, { headers, method });

/** Asks for a file and stops reading after the first bytes. */
async function stall(url: string): Promise<{ client: ClientRequest; response: IncomingMessage }> {
  const client = request(url, { agent: false }).end();
  const [response] = (await once(client, "response")) as [IncomingMessage];
  // However it ends: that is seen in other ways.
  for (const stream of [client, response]) stream.on("error", () => undefined);
  await once(response, "readable");
  return { client, response };
}

/** How many files of the folder this process has open. */
async function openFiles(): Promise<number> {
  const handles = await readdir("/proc/self/fd");
  const paths = await Promise.all(
    handles.map((handle) => readlink(`/proc/self/fd/${handle}`).catch(() => "")),
  );
  return paths.filter((path) => path.startsWith(folder.path)).length;
}

const noneOpen = (): Promise<void> =>
  vi.waitFor(async () => expect(await openFiles()).toBe(0), { timeout: 5000 });

test("a file has a version, and is not sent again to who has it", async () => {
  const whole = await get();
  expect(whole.status).toBe(200);
  expect(new Uint8Array(await whole.arrayBuffer())).toEqual(bytes);
  const [etag, modified] = [whole.headers.get("ETag") ?? "", whole.headers.get("Last-Modified") ?? ""];
  expect(etag).toMatch(/^"[^"]+"$/);
  for (const headers of [{ "If-None-Match": etag }, { "If-Modified-Since": modified }]) {
    const again = await get(headers);
    expect(again.status).toBe(304);
    expect(again.headers.get("ETag")).toBe(etag);
    expect(again.headers.get("Cache-Control")).toBe("no-cache");
    expect(await again.text()).toBe("");
  }
  expect((await get({ "If-None-Match": '"another"' })).status).toBe(200);
  expect((await get({ "If-Match": '"another"' })).status).toBe(412);
});

test("the version changes with the content, also where neither size nor time do", async () => {
  const { atime, mtime } = await stat(inside("bytes.wasm"));
  const first = (await get({}, "HEAD")).headers;
  await writeFile(
    inside("bytes.wasm"),
    bytes.map((byte) => 255 - byte),
  );
  await utimes(inside("bytes.wasm"), atime, mtime);
  const second = (await get({}, "HEAD")).headers;
  await writeFile(inside("bytes.wasm"), bytes);
  expect(second.get("ETag")).not.toBe(first.get("ETag"));
  for (const name of ["Content-Length", "Last-Modified"]) expect(second.get(name)).toBe(first.get(name));
});

test("a part of it", async () => {
  const part = await get({ Range: "bytes=100-199" });
  expect(part.status).toBe(206);
  expect(part.headers.get("Content-Range")).toBe("bytes 100-199/1000");
  expect(part.headers.get("Content-Length")).toBe("100");
  expect(new Uint8Array(await part.arrayBuffer())).toEqual(bytes.subarray(100, 200));
  const etag = part.headers.get("ETag") ?? "";
  expect((await get({ Range: "bytes=-1", "If-Range": etag })).status).toBe(206);
  expect((await get({ Range: "bytes=-1", "If-Range": '"another"' })).status).toBe(200);
  expect((await get({ Range: "bytes=0-1,3-4" })).status).toBe(200);
  const none = await get({ Range: "bytes=1000-" });
  expect(none.status).toBe(416);
  expect(none.headers.get("Content-Range")).toBe("bytes */1000");
});

test("HEAD has the headers and no more", async () => {
  const head = await get({ Range: "bytes=100-199" }, "HEAD");
  expect(head.status).toBe(200);
  expect(head.headers.get("Content-Length")).toBe("1000");
  expect(head.headers.get("Accept-Ranges")).toBe("bytes");
  expect(await head.text()).toBe("");
});

test("an empty file", async () => {
  const response = await fetch(server.url);
  expect([response.status, response.headers.get("Content-Length"), await response.text()]).toEqual([
    200,
    "0",
    "",
  ]);
  expect((await fetch(server.url, { headers: { Range: "bytes=0-" } })).status).toBe(416);
});

// Linux tells which files are open.
test.skipIf(process.platform !== "linux")("no file stays open, however an answer ends", async () => {
  await noneOpen();
  const readers = await Promise.all(Array.from({ length: 20 }, () => stall(`${server.url}large.wasm`)));
  expect(await openFiles()).toBe(20);
  for (const { client } of readers) client.destroy();
  await noneOpen();
  await (await fetch(`${server.url}large.wasm`)).arrayBuffer();
  await (await fetch(`${server.url}large.wasm`, { method: "HEAD" })).text();
  await (await get({ Range: "bytes=5000-" })).text();
  await noneOpen();
});

test.skipIf(process.platform !== "linux")(
  "a client that asks for many at once gets one after the other",
  async () => {
    const socket = connect(server.port, "127.0.0.1");
    const one = "GET /large.wasm HTTP/1.1\r\nHost: localhost\r\n\r\n";
    socket.on("error", () => undefined).write(one.repeat(50));
    await once(socket, "readable");
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await openFiles()).toBe(1);
    socket.destroy();
    await noneOpen();
    const again = connect(server.port, "127.0.0.1");
    const small = "GET /bytes.wasm HTTP/1.1\r\nHost: localhost\r\n\r\n";
    again.write(small.repeat(49) + small.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));
    let text = "";
    for await (const chunk of again.setEncoding("latin1")) text += chunk;
    expect(text.match(/HTTP\/1\.1 200/g)).toHaveLength(50);
  },
);

test("a file that becomes shorter while it is sent ends the connection", async () => {
  await writeFile(inside("shrinking.wasm"), "");
  await truncate(inside("shrinking.wasm"), size);
  const { client, response } = await stall(`${server.url}shrinking.wasm`);
  await truncate(inside("shrinking.wasm"), 1000);
  let received = 0;
  response.on("data", (chunk: Buffer) => {
    received += chunk.length;
  });
  await once(client, "close");
  expect(response.complete).toBe(false);
  expect(received).toBeLessThan(size);
});

test("a reader that has stopped for long is let go, and there are only so many at a time", async () => {
  const options = { page: folder.path, runs: inside("runs"), dataDir: inside("data"), port: 0 };
  const limited = await startServer({ ...options, limits: { connections: 2, idleSeconds: 0.5 } });
  try {
    const path = `${limited.url}large.wasm`;
    const readers = [await stall(path), await stall(path)];
    await expect(stall(path)).rejects.toThrow();
    await vi.waitFor(async () => expect((await fetch(path, { method: "HEAD" })).status).toBe(200), {
      timeout: 5000,
    });
    expect(readers.map(({ response }) => response.complete)).toEqual([false, false]);
  } finally {
    await limited.close();
  }
});
