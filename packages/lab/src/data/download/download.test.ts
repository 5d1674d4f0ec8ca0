import { appendFile, chmod, writeFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
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
import { refusingUrl, serve, stallAfter, startServer } from "../../../../../test/support/web-server.ts";
import type { DownloadOptions } from "./download.ts";

let trial: Trial;

beforeEach(async () => {
  trial = await startTrial();
  return () => trial[Symbol.asyncDispose]();
});

test("a file arrives, replaces the one that was there, and tells how far it has come", async () => {
  await using server = await startServer((request, response) => serve(request, response, body));
  const progress: (readonly [number, number])[] = [];
  await writeFile(trial.path, "what was there");
  await trial.download([server.url], { onProgress: (done, total) => progress.push([done, total]) });
  await trial.expectDownloaded();
  expect(progress[0]).toEqual([0, body.length]);
  expect(progress.at(-1)).toEqual([body.length, body.length]);
});

test("its folder is made where there is none", async () => {
  await using server = await startServer((request, response) => serve(request, response, body));
  await using below = await startTrial("a", "b");
  await below.download([server.url]);
  await below.expectDownloaded();
});

describe("a mirror that fails", () => {
  test("offline: nobody answers; each mirror is asked once", async () => {
    const url = await refusingUrl();
    const { host } = new URL(url);
    await trial.expectFailure(
      () => trial.download([url, url]),
      new RegExp(`every mirror failed\\n.*${host}: cannot be reached`),
    );
  });

  test("wrong content: the next mirror is used, and this one not asked again", async () => {
    const other = gzipSync(content.map((byte) => byte ^ 1));
    await using wrong = await startServer((request, response) => serve(request, response, other));
    await using right = await startServer((request, response) => serve(request, response, body));
    const notices: string[] = [];
    await trial.download([wrong.url, right.url], { onNotice: (text) => notices.push(text) });
    await trial.expectDownloaded();
    expect(wrong.requests.length).toBe(1);
    expect(notices).toEqual([`${wrong.url}: other content; trying the next mirror`]);
    await trial.expectFailure(() => trial.download([wrong.url]), /other content/);
  });

  test("gzip data that is damaged, or shorter than it should be", async () => {
    const damaged = body.map((byte, i) => (i === half ? byte ^ 0xff : byte));
    await using corrupt = await startServer((request, response) => serve(request, response, damaged));
    await trial.expectFailure(() => trial.download([corrupt.url]), /gzip data is damaged/);
    await using short = await startServer((request, response) =>
      serve(request, response, body.subarray(0, half)),
    );
    await trial.expectFailure(() => trial.download([short.url]), /gzip data is cut off/);
  });

  test("errors: 404 is final, 503 may pass", async () => {
    await using missing = await startServer((_, response) => response.writeHead(404).end("no"));
    await using busy = await startServer((request, response, number) =>
      number < 2 ? response.writeHead(503).end("wait") : serve(request, response, body),
    );
    await trial.download([missing.url, busy.url]);
    await trial.expectDownloaded();
    expect([missing.requests.length, busy.requests.length]).toEqual([1, 3]);
    await trial.expectFailure(() => trial.download([missing.url]), /answered HTTP 404/);
  });

  test("errors that do not pass: the number of requests is limited", async () => {
    await using broken = await startServer((_, response) => response.writeHead(500).end());
    await trial.expectFailure(() => trial.download([broken.url]), /answered HTTP 500/);
    expect(broken.requests.length).toBe(patience.attempts);
  });

  test("no answer in time", async () => {
    await using silent = await startServer(() => {});
    const attempt = (): Promise<void> =>
      trial.download([silent.url], { patience: { ...patience, answerSeconds: 0.1 } });
    await trial.expectFailure(attempt, /no answer within 0.1 s/);
    expect(silent.requests.length).toBe(1);
  });

  test("a transfer that stands still", async () => {
    await using stalling = await startServer((_, response) => {
      stallAfter(response, body, half);
    });
    const attempt = (): Promise<void> =>
      trial.download([stalling.url], { patience: { ...patience, idleSeconds: 0.1 } });
    await trial.expectFailure(attempt, /stood still for 0.1 s/);
    expect(stalling.requests.length).toBe(patience.attempts);
  });

  test("a body without end: no more than allowed is written, and it is not asked for again", async () => {
    await using endless = await startServer((_, response) => {
      const pour = (): void => {
        while (response.write(body));
      };
      response.on("drain", pour);
      pour();
    });
    let most = 0;
    const attempt = (): Promise<void> =>
      trial.download([endless.url], {
        onProgress: (done) => {
          most = Math.max(most, done);
        },
      });
    await trial.expectFailure(attempt, /expected at most 400000 bytes, found more/);
    expect(most).toBeLessThanOrEqual(400_000);
    expect(endless.requests.length).toBe(1);
  });

  test("a length that is too large: nothing is read", async () => {
    await using large = await startServer((_, response) => {
      response.writeHead(200, { "content-length": 400_001 }).write(body);
    });
    await trial.expectFailure(
      () => trial.download([large.url]),
      /expected at most 400000 bytes, found 400001/,
    );
  });
});

describe("addresses", () => {
  test("a redirect is followed", async () => {
    await using server = await startServer((request, response) =>
      request.url === "/there"
        ? serve(request, response, body)
        : response.writeHead(302, { location: "/there" }).end(),
    );
    await trial.download([server.url]);
    await trial.expectDownloaded();
  });

  test.each(["http://example.org/file.gz", "file:///etc/passwd", "http://127.0.0.1.example.org/"])(
    "a redirect to %s is refused",
    async (location) => {
      await using server = await startServer((_, response) => response.writeHead(301, { location }).end());
      await trial.expectFailure(
        () => trial.download([server.url]),
        /redirects to an address that is not safe: expected HTTPS/,
      );
    },
  );

  test("redirects in a circle, or to nowhere, end", async () => {
    await using circle = await startServer((_, response) => response.writeHead(302, { location: "/" }).end());
    await trial.expectFailure(() => trial.download([circle.url]), /redirects more than 5 times/);
    await using nowhere = await startServer((_, response) => response.writeHead(302).end());
    await trial.expectFailure(() => trial.download([nowhere.url]), /redirects without saying where/);
  });

  test("a mirror without HTTPS is refused", async () => {
    await trial.expectFailure(
      () => trial.download(["http://example.org/file.gz"]),
      /expected HTTPS, found http:/,
    );
  });
});

describe("this side", () => {
  test.each(["ENOSPC", "EDQUOT"])(
    "a full disk (%s): the space is given back, no mirror is tried again",
    async (code) => {
      await using server = await startServer((request, response) => serve(request, response, body));
      let pieces = 0;
      const append: DownloadOptions["append"] = async (file, piece) => {
        if (pieces++ > 0) throw Object.assign(new Error("write failed"), { code });
        await appendFile(file, piece);
      };
      const attempt = (): Promise<void> => trial.download([server.url, server.url], { append });
      await trial.expectFailure(attempt, /^the disk is full: cannot write .*file\.gz; free some space/);
      expect(server.requests.length).toBe(1);
    },
  );

  test.skipIf(process.platform === "win32")("a folder that is read-only is not tried", async () => {
    await chmod(trial.folder, 0o555);
    await expect(trial.download(["https://example.org/"])).rejects.toThrow(
      `cannot write to ${trial.folder}: it is read-only`,
    );
    await chmod(trial.folder, 0o755);
  });

  test("stopped on the way, the download can be resumed", async () => {
    await using server = await startServer((request, response, number) => {
      if (number > 0) serve(request, response, body);
      else
        response.writeHead(200, { "content-length": body.length, etag: '"1"' }).write(body.subarray(0, half));
    });
    const stop = new AbortController();
    const attempt = (): Promise<void> =>
      trial.download([server.url], {
        signal: stop.signal,
        onProgress: (done) => {
          if (done > 0) stop.abort(new Error("stopped"));
        },
      });
    await trial.expectFailure(attempt, /^stopped$/, 1);
    await trial.download([server.url]);
    await trial.expectDownloaded();
    expect(server.requests[1]?.headers.range).toMatch(/^bytes=\d+-$/);
  });

  test("two downloads at once do not disturb one another", async () => {
    await using server = await startServer((request, response, number) =>
      number < 2 ? stallAfter(response, body, half, '"1"') : serve(request, response, body),
    );
    const download = (): Promise<void> => trial.download([server.url], { onProgress: breakAtHalf(server) });
    await Promise.all([download(), download()]);
    await trial.expectDownloaded();
  });
});
