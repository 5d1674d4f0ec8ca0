import { spawnSync } from "node:child_process";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { readUncompressed } from "hourglass-core/internal/files/read-file.ts";
import { beforeEach, describe, expect, test } from "vitest";
import {
  body,
  breakAtHalf,
  content,
  half,
  patience,
  startTrial,
  type Trial,
} from "../../../../../test/support/trial-download.ts";
import { serve, stallAfter, startServer } from "../../../../../test/support/web-server.ts";

let trial: Trial;

beforeEach(async () => {
  trial = await startTrial();
  return () => trial[Symbol.asyncDispose]();
});

describe("a broken transfer", () => {
  test("is resumed where it broke", async () => {
    await using server = await startServer((request, response, number) =>
      number === 0 ? stallAfter(response, body, half, '"1"') : serve(request, response, body),
    );
    await trial.download([server.url], { onProgress: breakAtHalf(server) });
    await trial.expectDownloaded();
    expect(server.requests[1]?.headers).toMatchObject({ range: `bytes=${half}-`, "if-range": '"1"' });
  });

  test("that breaks every time ends in an error, and a later download resumes it", async () => {
    let mended = false;
    await using server = await startServer((request, response) =>
      mended ? serve(request, response, body) : stallAfter(response, body, half, '"1"'),
    );
    await trial.expectFailure(
      () => trial.download([server.url], { onProgress: breakAtHalf(server) }),
      /connection broke/,
      1,
    );
    mended = true;
    await using other = await startServer((request, response) => serve(request, response, body));
    await trial.download([other.url, server.url]);
    await trial.expectDownloaded();
    expect(server.requests.at(-1)?.headers.range).toBe(`bytes=${half}-`);
    expect(other.requests.length).toBe(0);
  });

  test("starts again where the server ignores the range", async () => {
    await using server = await startServer((_, response, number) =>
      number === 0
        ? stallAfter(response, body, half, '"1"')
        : response.writeHead(200, { etag: '"1"' }).end(body),
    );
    await trial.download([server.url], { onProgress: breakAtHalf(server) });
    await trial.expectDownloaded();
    expect(server.requests[1]?.headers.range).toBe(`bytes=${half}-`);
  });

  test("starts again where the file has changed at the server", async () => {
    await using server = await startServer((request, response, number) =>
      number === 0
        ? stallAfter(response, Buffer.alloc(body.length), half, '"old"')
        : serve(request, response, body, '"new"'),
    );
    await trial.download([server.url], { onProgress: breakAtHalf(server) });
    await trial.expectDownloaded();
  });

  test.each([
    ["no range can be satisfied", 416, {}],
    ["another range than was asked for comes", 206, { "content-range": `bytes 5-9/${body.length}` }],
  ])("starts again where %s", async (_, status, headers) => {
    await using server = await startServer((request, response, number) => {
      if (number === 0) stallAfter(response, body, half, '"1"');
      else if (number === 1) response.writeHead(status, headers).end("12345");
      else serve(request, response, body);
    });
    await trial.download([server.url], { onProgress: breakAtHalf(server) });
    await trial.expectDownloaded();
    expect(server.requests[2]?.headers.range).toBeUndefined();
  });

  test.each([undefined, 'W/"1"'])("starts again without a strong ETag (%s)", async (etag) => {
    await using server = await startServer((request, response, number) =>
      number === 0 ? stallAfter(response, body, half, etag) : serve(request, response, body),
    );
    await trial.download([server.url], { onProgress: breakAtHalf(server) });
    await trial.expectDownloaded();
    expect(server.requests[1]?.headers.range).toBeUndefined();
  });

  test("starts again where the server packs the file once more, which is unpacked here", async () => {
    const totals = new Set<number>();
    await using server = await startServer((_, response, number) => {
      const packed = gzipSync(body, { level: 0 });
      response.setHeader("content-encoding", "gzip");
      if (number === 0) stallAfter(response, packed, half, '"1"');
      else response.writeHead(200, { "content-length": packed.length }).end(packed);
    });
    const onProgress = (done: number, total: number): void => {
      totals.add(total);
      if (server.requests.length === 1 && done > 0) server.breakConnections();
    };
    await trial.download([server.url], { onProgress });
    await trial.expectDownloaded();
    expect(server.requests[1]?.headers.range).toBeUndefined();
    expect([...totals]).toEqual([0]);
  });

  test("is resumed by the date of its last modification where there is no strong ETag", async () => {
    const date = "Fri, 01 Mar 2024 00:00:00 GMT";
    await using server = await startServer((request, response, number) => {
      response.setHeader("last-modified", date);
      if (number === 0) stallAfter(response, body, half, 'W/"1"');
      else serve(request, response, body, date);
    });
    await trial.download([server.url], { onProgress: breakAtHalf(server) });
    await trial.expectDownloaded();
    expect(server.requests[1]?.headers).toMatchObject({ range: `bytes=${half}-`, "if-range": date });
  });

  test("is resumed after a server that is busy, or that breaks off before it answers", async () => {
    await using server = await startServer((request, response, number) => {
      if (number === 0) stallAfter(response, body, half, '"1"');
      else if (number === 1) response.writeHead(503).end("wait");
      else if (number === 2) response.destroy();
      else serve(request, response, body);
    });
    const onProgress = breakAtHalf(server);
    await trial.download([server.url], { onProgress, patience: { ...patience, attempts: 4 } });
    await trial.expectDownloaded();
    expect(server.requests[3]?.headers.range).toBe(`bytes=${half}-`);
  });

  test("is not resumed with the bytes of another mirror, which may be compressed otherwise", async () => {
    await using breaking = await startServer((_, response) => stallAfter(response, body, half, '"1"'));
    await using other = await startServer((request, response) =>
      serve(request, response, gzipSync(content, { level: 1 })),
    );
    await trial.download([breaking.url, other.url], { onProgress: breakAtHalf(breaking) });
    expect(other.requests[0]?.headers.range).toBeUndefined();
    expect(content.equals((await readUncompressed(trial.path)).bytes)).toBe(true);
  });

  test("whose first bytes have rotten starts again at the same mirror", async () => {
    await using server = await startServer((request, response, number) =>
      number === 0
        ? stallAfter(response, Buffer.alloc(body.length), half, '"1"')
        : serve(request, response, body),
    );
    await trial.download([server.url], { onProgress: breakAtHalf(server) });
    await trial.expectDownloaded();
    expect(server.requests.map(({ headers }) => headers.range)).toEqual([
      undefined,
      `bytes=${half}-`,
      undefined,
    ]);
  });

  test("of a process that is gone is taken over; of a living one it is left alone", async () => {
    await using server = await startServer((request, response) => serve(request, response, body));
    const partial = join(trial.folder, "file.gz.part");
    const gone = spawnSync(process.execPath, ["--version"]).pid;
    const leave = async (owner: number): Promise<void> => {
      await mkdir(partial);
      await writeFile(join(partial, "body"), body.subarray(0, half));
      await writeFile(join(partial, "source.json"), JSON.stringify({ url: server.url, validator: '"1"' }));
      await writeFile(join(trial.folder, "lock"), JSON.stringify({ pid: owner, host: hostname() }));
    };
    await leave(gone);
    await trial.download([server.url]);
    await trial.expectDownloaded();
    expect(server.requests[0]?.headers.range).toBe(`bytes=${half}-`);
    await leave(process.ppid);
    await trial.download([server.url]);
    expect(server.requests[1]?.headers.range).toBeUndefined();
    expect(body.equals(await readFile(trial.path))).toBe(true);
    expect(body.subarray(0, half).equals(await readFile(join(partial, "body")))).toBe(true);
    expect((await readdir(trial.folder)).sort()).toEqual(["file.gz", "file.gz.part", "lock"]);
  });
});
