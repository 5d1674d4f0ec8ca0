import { mkdir, symlink, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TemporaryFolder, temporaryFolder } from "../../test/support/temporary-folder.ts";
import { findInside, segmentsOf } from "./files.ts";

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

test("a file is found, also through a link that stays inside", async () => {
  expect(basename((await findInside(root, ["inner", "file.json"])) ?? "")).toBe("file.json");
  expect(await findInside(root, ["within.json"])).toBe(await findInside(root, ["inner", "file.json"]));
});

test.each<[string, readonly string[]]>([
  ["a link to a file outside", ["out.json"]],
  ["a link to a folder outside", ["up", "secret.json"]],
  ["a link to a folder whose name begins alike", ["beside", "secret.json"]],
  ["a way up", ["..", "secret.json"]],
  ["a folder", ["inner"]],
  ["nothing", ["missing.json"]],
  ["a file as if it were a folder", ["inner", "file.json", "x"]],
])("%s is not found", async (_, segments) => {
  expect(await findInside(root, segments)).toBeUndefined();
});
