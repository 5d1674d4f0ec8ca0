import { execFileSync } from "node:child_process";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TemporaryFolder, temporaryFolder } from "../../../../test/support/temporary-folder.ts";
import { type OpenFile, readChunks } from "../data/files/open-file.ts";
import { openInside, segmentsOf } from "./files.ts";

let folder: TemporaryFolder;
let root: string;

beforeAll(async () => {
  folder = await temporaryFolder();
  root = join(folder.path, "root");
  await mkdir(join(root, "inner"), { recursive: true });
  await mkdir(join(folder.path, "root-2"));
  await writeFile(join(root, "inner", "file.json"), "{}");
  await writeFile(join(folder.path, "secret.json"), "{}");
  await writeFile(join(folder.path, "root-2", "secret.json"), "{}");
  await symlink(join(folder.path, "secret.json"), join(root, "out.json"));
  await symlink(folder.path, join(root, "up"));
  await symlink(join(folder.path, "root-2"), join(root, "beside"));
  await symlink(join(root, "inner", "file.json"), join(root, "within.json"));
  await symlink(join(root, "circle.json"), join(root, "circle.json"));
  execFileSync("mkfifo", [join(root, "pipe.json")]);
});

afterAll(() => folder[Symbol.asyncDispose]());

test.each<[string, readonly string[] | undefined]>([
  ["a/b.json", ["a", "b.json"]],
  ["a%20b/%C3%A9", ["a b", "é"]],
  ["a%2Fb", ["a", "b"]],
  ["..", undefined],
  ["a/../../b", undefined],
  ["a/%2e%2e/b", undefined],
  ["a/%2E./b", undefined],
  ["..%2fb", undefined],
  ["%2fetc%2fpasswd", undefined],
  ["a//b", undefined],
  ["./a", undefined],
  ["a%5C..%5Cb", undefined],
  ["a%00.json", undefined],
  ["%", undefined],
  ["%ff", undefined],
  ["", undefined],
  // Decoded once only: the name of a file that has a per cent sign.
  ["%252e%252e", ["%2e%2e"]],
])("the segments of %s", (encoded, segments) => {
  expect(segmentsOf(encoded)).toEqual(segments);
});

/** Where the file is that was opened; `undefined` where none was. */
async function found(segments: readonly string[]): Promise<string | undefined> {
  const file = await openInside(root, segments);
  await file?.handle.close();
  return file?.path;
}

test("a file is found, also through a link that stays inside", async () => {
  expect(basename((await found(["inner", "file.json"])) ?? "")).toBe("file.json");
  expect(await found(["within.json"])).toBe(await found(["inner", "file.json"]));
});

test.each<[string, readonly string[]]>([
  ["a link to a file outside", ["out.json"]],
  ["a link to a folder outside", ["up", "secret.json"]],
  ["a link to a folder whose name begins alike", ["beside", "secret.json"]],
  ["a link that leads in a circle", ["circle.json"]],
  ["a way up", ["..", "secret.json"]],
  ["a folder", ["inner"]],
  ["nothing", ["missing.json"]],
  ["a name that is too long", ["x".repeat(1000)]],
  ["a file as if it were a folder", ["inner", "file.json", "x"]],
  ["a pipe, which nobody writes into", ["pipe.json"]],
])("%s is not found", async (_, segments) => {
  expect(await found(segments)).toBeUndefined();
});

test("what becomes shorter while it is read is an error", async () => {
  const file = (await openInside(root, ["inner", "file.json"])) as OpenFile;
  const read = async (): Promise<void> => {
    for await (const _ of readChunks(file, 0, 3));
  };
  await expect(read()).rejects.toThrow("file.json has become shorter while it was read");
  await file.handle.close();
});
