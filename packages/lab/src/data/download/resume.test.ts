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
    const host = hostname().replace(/[^A-Za-z0-9.-]/g, "_");
    const gone = spawnSync(process.execPath, ["--version"]).pid;
    const leave = async (owner: number): Promise<string> => {
      const name = `file.gz.${host}-${owner}-00000000-0.part`;
      await mkdir(join(trial.folder, name));
      await writeFile(join(trial.folder, name, "body"), body.subarray(0, half));
      await writeFile(
        join(trial.folder, name, "source.json"),
        JSON.stringify({ url: server.url, validator: '"1"' }),
      );
      return name;
    };
    await leave(gone);
    const alive = await leave(process.ppid);
    await trial.download([server.url], { onProgress: breakAtHalf(server) });
    expect(server.requests[0]?.headers.range).toBe(`bytes=${half}-`);
    expect(body.equals(await readFile(trial.path))).toBe(true);
    expect((await readdir(trial.folder)).sort()).toEqual(["file.gz", alive].sort());
  });
});
