import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { CorruptFileError } from "hourglass-core/internal/errors.ts";
import { readUncompressed } from "hourglass-core/internal/files/read-file.ts";
import { createRandom } from "hourglass-core/internal/random/random.ts";
import { type DownloadOptions, downloadFile } from "hourglass-lab/internal/data/download/download.ts";
import { expect } from "vitest";
import type { WebServer } from "./web-server.ts";

const random = createRandom(1, "download");

/** What is downloaded: too random to be compressed, long enough to come in several pieces. */
export const content: Buffer = Buffer.from(Uint8Array.from({ length: 300_000 }, () => random.below(256)));
/** It, as the mirrors have it. */
export const body: Buffer = gzipSync(content);
export const half: number = Math.floor(body.length / 2);

/** Quick enough for a test. */
export const patience = { answerSeconds: 5, idleSeconds: 5, attempts: 3, pauseSeconds: 0.01 } as const;
/** Somewhat more than {@link body}. */
export const maximumBytes = 400_000;

/** A folder of its own into which {@link content} is downloaded. */
export interface Trial extends AsyncDisposable {
  readonly folder: string;
  readonly path: string;
  download(urls: readonly string[], options?: Partial<DownloadOptions>): Promise<void>;
  /** Expects the file to be there, and nothing else. */
  expectDownloaded(): Promise<void>;
  /** Expects a failure that leaves the file that was there, and `left` things besides. */
  expectFailure(attempt: () => Promise<void>, message: RegExp, left?: number): Promise<void>;
}

export async function startTrial(...below: string[]): Promise<Trial> {
  const folder = await mkdtemp(join(tmpdir(), "hourglass-"));
  const path = join(folder, ...below, "file.gz");
  return {
    folder,
    path,
    async download(urls, options = {}) {
      await downloadFile({ urls, path, maximumBytes, patience, verify, ...options });
    },
    async expectDownloaded() {
      expect(Buffer.compare(await readFile(path), body)).toBe(0);
      expect(await readdir(join(path, ".."))).toEqual(["file.gz"]);
    },
    async expectFailure(attempt, message, left = 0) {
      await writeFile(path, "what was there");
      await expect(attempt()).rejects.toThrow(message);
      expect(await readFile(path, "utf8")).toBe("what was there");
      expect((await readdir(folder)).length).toBe(1 + left);
    },
    async [Symbol.asyncDispose]() {
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Progress that breaks the server's connections when the first half of {@link body} has arrived. */
export function breakAtHalf(server: WebServer): (done: number) => void {
  let before = 0;
  return (done) => {
    if (done === half && before < half) server.breakConnections();
    before = done;
  };
}

async function verify(arrived: string): Promise<void> {
  const { bytes } = await readUncompressed(arrived, { expectedBytes: content.length });
  if (!content.equals(bytes)) throw new CorruptFileError(`${arrived}: other content`);
}
