import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../../test/support/temporary-folder.ts";
import { UsageError } from "../errors.ts";
import { readText, whyUnreadable } from "./read-text.ts";

test("a text is read without its byte order mark", async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, "a.yaml");
  await writeFile(file, "\ufeffepochs: 3 # ä\r\n");
  expect(await readText(file, "--config")).toBe("epochs: 3 # ä\r\n");
});

test("what cannot be read is refused in words, by its path and what named it", async () => {
  await using folder = await temporaryFolder();
  const inside = (name: string): string => join(folder.path, name);
  await mkdir(inside("folder"));
  await writeFile(inside("bytes"), Uint8Array.of(0xc3, 0x28));
  await writeFile(inside("long"), "x".repeat(2 ** 18 + 1));
  const cases: readonly (readonly [string, string])[] = [
    [
      inside("nowhere.yaml"),
      `--config: there is no file ${inside("nowhere.yaml")} (seen from ${process.cwd()})`,
    ],
    [
      inside("bytes/a.yaml"),
      `--config: there is no file ${inside("bytes/a.yaml")} (seen from ${process.cwd()})`,
    ],
    ["", `--config: there is no file "" (seen from ${process.cwd()})`],
    [inside("folder"), `--config: cannot read ${inside("folder")}: it is a folder`],
    [inside("bytes"), `--config: ${inside("bytes")}: expected a text in UTF-8, found other bytes`],
    [inside("long"), `--config: ${inside("long")}: expected a text of at most 262144 bytes, found more`],
  ];
  for (const [file, message] of cases) {
    await expect(readText(file, "--config")).rejects.toThrow(new UsageError(message));
  }
});

test.skipIf(process.platform === "win32")("a device without an end is refused", async () => {
  await expect(readText("/dev/zero", "--config")).rejects.toThrow(
    "/dev/zero: expected a text of at most 262144 bytes",
  );
});

test("the system's codes become words", () => {
  const error = (code: string): NodeJS.ErrnoException => Object.assign(new Error(`${code}: said`), { code });
  expect(whyUnreadable(error("EACCES"))).toBe("its permissions do not let you");
  expect(whyUnreadable(error("EWHATEVER"))).toBe("EWHATEVER: said");
});
