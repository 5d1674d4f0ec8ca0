import { mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../../../test/support/temporary-folder.ts";
import { findPath } from "./find-path.ts";

test("what is there is found, and what is not there is nothing", async () => {
  await using folder = await temporaryFolder();
  expect((await findPath(folder.path))?.isDirectory()).toBe(true);
  expect(await findPath(join(folder.path, "nowhere"))).toBeUndefined();
  expect(await findPath(join(folder.path, "nowhere", "at", "all"))).toBeUndefined();
});

test("what cannot be looked at is not taken for missing", async () => {
  await using folder = await temporaryFolder();
  const circle = join(folder.path, "circle");
  await mkdir(join(folder.path, "inner"));
  await symlink(circle, circle);
  await expect(findPath(circle)).rejects.toThrow(`cannot read ${circle}: links lead in a circle`);
});
